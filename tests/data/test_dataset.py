import hashlib
from dataclasses import replace

import numpy as np
import pytest

from cnn_core.data.dataset import Dataset
from cnn_core.errors import DatasetError


@pytest.fixture
def dataset() -> Dataset:
    return Dataset(
        name="small",
        title="Small",
        x_train=np.arange(2 * 3 * 4 * 1, dtype=np.uint8).reshape(2, 3, 4, 1),
        y_train=np.array([0, 1]),
        x_test=np.zeros((1, 3, 4, 1), np.uint8),
        y_test=np.array([1]),
        class_names=("cat", "dog"),
        pixel_max=255,
        source="made by a test",
        licence="none",
    )


def test_shape_and_number_of_classes_follow_from_the_content(dataset):
    assert dataset.input_shape == (3, 4, 1)
    assert dataset.classes == 2


def test_the_arrays_cannot_be_written_to_and_the_callers_still_can(dataset):
    with pytest.raises(ValueError, match="read-only"):
        dataset.x_train[0, 0, 0, 0] = 1
    mine = np.array([0, 1])
    replace(dataset, y_train=mine)
    mine[0] = 1


def test_the_fingerprint_is_the_sha256_of_names_types_shapes_and_bytes(dataset):
    text = b"x_train |u1 (2, 3, 4, 1)\n" + bytes(range(24))
    text += b"y_train <i8 (2,)\n" + bytes(8) + b"\1" + bytes(7)
    text += b"x_test |u1 (1, 3, 4, 1)\n" + bytes(12)
    text += b"y_test <i8 (1,)\n" + b"\1" + bytes(7)
    assert dataset.fingerprint == hashlib.sha256(text).hexdigest()


def test_the_fingerprint_does_not_depend_on_the_memory_layout(dataset):
    turned = replace(dataset, x_train=np.asfortranarray(dataset.x_train))
    assert turned.fingerprint == dataset.fingerprint


@pytest.mark.parametrize("array", ["x_train", "y_train", "x_test", "y_test"])
def test_one_other_value_anywhere_changes_the_fingerprint(dataset, array):
    changed = getattr(dataset, array).copy()
    changed.flat[-1] = 1 - changed.flat[-1] % 2
    assert replace(dataset, **{array: changed}).fingerprint != dataset.fingerprint


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"x_train": np.zeros((2, 3, 4), np.uint8)}, "must be uint8 images"),
        ({"x_train": np.zeros((2, 3, 4, 1))}, "must be uint8 images"),
        ({"y_train": np.array([0])}, "one int64 label for each of its 2"),
        ({"y_train": np.array([0.0, 1.0])}, "one int64 label"),
        ({"y_test": np.array([2])}, "labels from 2 to 2, and there are 2 classes"),
        ({"y_test": np.array([-1])}, "labels from -1"),
        ({"x_test": np.zeros((0, 3, 4, 1), np.uint8), "y_test": np.zeros(0, np.int64)}, "has no images"),
        ({"x_test": np.zeros((1, 5, 4, 1), np.uint8)}, "to test"),
    ],
)
def test_arrays_that_do_not_fit_each_other_are_refused(dataset, changes, words):
    with pytest.raises(DatasetError, match=words):
        replace(dataset, **changes)
