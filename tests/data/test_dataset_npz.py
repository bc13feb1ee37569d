"""A dataset as an npz file: NumPy reads it without pickle, and what is made of it again is the same."""

import io

import numpy as np

from cnn_core.data.load import load
from cnn_core.data.npz import dataset_npz


def test_numpy_reads_the_arrays_and_the_names_without_pickle():
    digits = load("digits")
    with np.load(io.BytesIO(dataset_npz(digits)), allow_pickle=False) as found:
        assert np.array_equal(found["x_train"], digits.x_train)
        assert np.array_equal(found["y_test"], digits.y_test)
        assert found["class_names"].tolist() == list(digits.class_names)
