"""The datasets that come with the laboratory and need no download."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.dataset import ARRAYS
from cnn_core.data.npz import read_npz
from cnn_core.data.stratify import stratified_parts
from cnn_core.errors import DatasetError

MINI_FILE = Path(__file__).parent.parent / "assets" / "mnist-mini.npz"
DIGITS_TEST_SIZE, DIGITS_SEED = 360, 13


def bundled_path(name: str) -> Path:
    """The file that a bundled dataset is read from; for digits it belongs to scikit-learn."""
    if name == "mnist-mini":
        return MINI_FILE
    package = importlib.util.find_spec("sklearn")
    if package is None or package.origin is None:
        raise DatasetError("digits comes with scikit-learn, which is not installed; choose mnist-mini, or install scikit-learn.")
    return Path(package.origin).parent / "datasets" / "data" / "digits.csv.gz"


def bundled_arrays(name: str) -> Mapping[str, NDArray[Any]]:
    """The four arrays of a bundled dataset; DatasetError if its file is damaged."""
    return read_npz(MINI_FILE, ARRAYS) if name == "mnist-mini" else digits_arrays()


def digits_arrays() -> dict[str, NDArray[Any]]:
    """scikit-learn's 1,797 digits, 8x8 pixels from 0 to 16, in a fixed training and test part.

    The parts are those of `train_test_split(images, target, test_size=360, stratify=target, random_state=13)`.
    """
    rows = np.loadtxt(
        bundled_path("digits"), delimiter=",", dtype=np.uint8
    )  # a row of pixels and its label; scikit-learn takes seconds to import
    images, labels = rows[:, :-1].reshape(-1, 8, 8), rows[:, -1].astype(np.int64)
    train, test = stratified_parts(labels, len(labels) - DIGITS_TEST_SIZE, DIGITS_SEED)
    return {"x_train": images[train], "y_train": labels[train], "x_test": images[test], "y_test": labels[test]}
