"""A label as an index and as a row of zeros with a single 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def one_hot(label: int, classes: int) -> NDArray[np.float64]:
    """(classes,): 1 in place `label`, 0 elsewhere."""
    row = np.zeros(classes)
    row[label] = 1.0
    return row


def categorical_cross_entropy(row: ArrayLike, probabilities: ArrayLike) -> float:
    """`-sum of row * ln(probabilities)` over all classes, as for a one-hot row."""
    return float(-(np.asarray(row, np.float64) * np.log(np.asarray(probabilities, np.float64))).sum())
