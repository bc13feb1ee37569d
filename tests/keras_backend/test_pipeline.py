import numpy as np

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
