"""A dataset as an npz file: NumPy reads it without pickle, and what is made of it again is the same."""

import io

import numpy as np
import pytest

from cnn_core.data.choice import GIVEN, DataChoice
from cnn_core.data.load import load
from cnn_core.data.npz import corrected_npz, dataset_npz
from cnn_core.data.prepare import prepare


def test_numpy_reads_the_arrays_and_the_names_without_pickle():
    digits = load("digits")
    with np.load(io.BytesIO(dataset_npz(digits)), allow_pickle=False) as found:
        assert np.array_equal(found["x_train"], digits.x_train)
        assert np.array_equal(found["y_test"], digits.y_test)
        assert found["class_names"].tolist() == list(digits.class_names)


@pytest.mark.parametrize("validation_from", [0, 1000])
def test_what_was_corrected_is_so_in_the_file_as_a_training_has_it(validation_from):
    digits = load("digits")
    changes = {"left_out": (0, 7, 1200), "left_out_test": (3,)}
    changes |= {"relabelled": ((2, 1), (1100, 0)), "relabelled_test": ((5, 9),)}
    kind = GIVEN if validation_from else "none"
    choice = DataChoice(dataset="digits", validation=kind, validation_from=validation_from, **changes)
    run = prepare(digits, choice)
    with np.load(io.BytesIO(corrected_npz(digits, choice, validation_from)), allow_pickle=False) as found:
        parts = {"train": (run.x_train, run.y_train), "val": (run.x_val, run.y_val), "test": (run.x_test, run.y_test)}
        assert len(found["y_train"]) == (1000 - 2 if validation_from else len(digits.y_train) - 3)
        assert ("x_val" in found) == bool(validation_from)
        for part, (x, y) in parts.items():
            if y is not None:
                assert np.array_equal(found[f"x_{part}"] / np.float32(16), x[np.arange(len(x))]), part
                assert np.array_equal(found[f"y_{part}"], y), part


def test_where_all_images_that_came_to_validate_are_left_out_there_is_no_such_part():
    digits = load("digits")
    count = len(digits.y_train)
    last_two = DataChoice(dataset="digits", left_out=(count - 2, count - 1))
    with np.load(io.BytesIO(corrected_npz(digits, last_two, count - 2)), allow_pickle=False) as found:
        assert "x_val" not in found
        assert len(found["y_train"]) == count - 2
