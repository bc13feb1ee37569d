import tracemalloc

import numpy as np
import pytest

from cnn_core.data.scaled_images import ScaledImages
from cnn_core.data.scaling import Scaling
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.pipeline import batches, targets

from training_fakes import network  # isort: skip

IMAGES = np.arange(20, dtype=np.float32)
LABELS = np.arange(20)


def orders(data, passes):
    return [np.concatenate([y for _, y in data.as_numpy_iterator()]).tolist() for _ in range(passes)]


def test_the_last_batch_holds_what_is_left():
    assert [len(y) for _, y in batches(IMAGES, LABELS, 8).as_numpy_iterator()] == [8, 8, 4]


def test_without_a_seed_the_order_stays():
    assert orders(batches(IMAGES, LABELS, 8), 2) == [list(range(20))] * 2


def test_every_pass_has_a_new_order_and_the_seed_fixes_them_all():
    build(network(), seed=3)
    first = orders(batches(IMAGES, LABELS, 8, shuffle_seed=3), 3)
    build(network(), seed=3)
    again = orders(batches(IMAGES, LABELS, 8, shuffle_seed=3), 3)
    assert first == again
    assert len({tuple(order) for order in first}) == 3
    assert all(sorted(order) == list(range(20)) for order in first)


def test_a_sparse_loss_gets_indices_and_the_other_one_hot_rows():
    assert targets(np.array([2, 0]), "sparse_categorical_crossentropy", 3).tolist() == [2, 0]
    assert targets(np.array([2, 0]), "categorical_crossentropy", 3).tolist() == [[0, 0, 1], [1, 0, 0]]


@pytest.mark.parametrize(
    "scaling", [Scaling(0.0, 255.0), Scaling(33.318421, 78.567490), Scaling(127.5, -127.5), Scaling(0.1, 1 / 3)]
)
def test_pixels_are_scaled_by_the_batch_as_numpy_scales_all_of_them(scaling):
    pixels = np.arange(768, dtype=np.uint8).reshape(48, 4, 4, 1)
    rows = np.random.default_rng(1).permutation(48)[:30]
    images = ScaledImages(pixels, rows, scaling)
    wanted = (pixels[rows].astype("float32") - np.float32(scaling.offset)) / np.float32(scaling.divisor)
    for seed in (None, 5):
        found = [(x, y) for x, y in batches(images, np.arange(30), 7, shuffle_seed=seed).as_numpy_iterator()]
        assert [len(y) for _, y in found] == [7, 7, 7, 7, 2]
        order = np.concatenate([y for _, y in found])
        assert (order.tolist() == list(range(30))) == (seed is None)
        np.testing.assert_array_equal(np.concatenate([x for x, _ in found]), wanted[order])


def test_the_pixels_of_a_part_are_copied_once_and_not_twice_more_on_the_way():
    images = ScaledImages(np.zeros((1000, 64, 64, 3), np.uint8), np.arange(900), Scaling(0.0, 255.0))
    tracemalloc.start()
    data = batches(images, np.zeros(900), 10)
    _, peak = tracemalloc.get_traced_memory()  # of NumPy: what TensorFlow takes for itself is not in it
    tracemalloc.stop()
    assert len(data) == 90
    assert peak < 1.2 * 900 * 64 * 64 * 3


def test_arrays_and_pixels_come_in_the_same_order():
    pixels = np.arange(20, dtype=np.uint8).reshape(20, 1, 1, 1)
    images = ScaledImages(pixels, np.arange(20), Scaling(0.0, 1.0))
    found = []
    for x in (images, np.asarray(images)):
        build(network(), seed=3)
        found.append(orders(batches(x, LABELS, 8, shuffle_seed=3), 3))
    assert found[0] == found[1]
