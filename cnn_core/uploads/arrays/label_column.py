"""Whether the label of an image in a row of numbers is the first or the last of them, told by what the numbers do."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.uploads.arrays.array import Values

ROWS = 1000
"""So many are looked at."""
MAX_CLASSES = 100
LITTLE = 0.02
"""Part of the variance that chance explains."""

Numbers = NDArray[np.float64]


def labels_first(rows: Values) -> bool:
    """Whether the first number of each row of (n, width) is likelier the label than the last one.

    Labels are whole, and few of them come again and again. Where that is so of both, a pixel is known by its neighbour: it says more of
    the one beside it than of the picture, and a label less.
    """
    some = rows[np.linspace(0, len(rows) - 1, min(len(rows), ROWS)).astype(int)].astype(np.float64)
    first, last = some[:, 0], some[:, -1]
    if _like_labels(first) != _like_labels(last):
        return _like_labels(first)
    return _of_the_whole(first, some[:, 1:-1], 0) >= _of_the_whole(last, some[:, 1:-1], -1)


def _like_labels(column: Numbers) -> bool:
    kinds = len(np.unique(column))
    return bool((column == np.rint(column)).all()) and 2 <= kinds <= min(MAX_CLASSES, max(2, len(column) // 2))


def _of_the_whole(column: Numbers, pixels: Numbers, beside: int) -> float:
    """How much of the pixels (n, width) the values of a column explain, compared with how much of the pixel beside it."""
    explained = _explained(column, pixels)
    varying = pixels.std(axis=0) > 0
    return float((explained[varying].mean() + LITTLE) / (max(0.0, explained[beside]) + LITTLE)) if varying.any() else 0.0


def _explained(column: Numbers, pixels: Numbers) -> NDArray[Any]:
    """The part (width,) of each pixel's variance between the groups of equal values, adjusted for their number (R squared, as in
    Ezekiel's formula); 0 where a pixel does not vary."""
    kinds, groups = np.unique(column, return_inverse=True)
    counts = np.bincount(groups)
    means = np.zeros((len(kinds), pixels.shape[1]))
    np.add.at(means, groups, pixels)
    means /= counts[:, None]
    total = ((pixels - pixels.mean(axis=0)) ** 2).sum(axis=0)
    within = ((pixels - means[groups]) ** 2).sum(axis=0)
    free = max(1, len(pixels) - len(kinds))
    ratio = np.divide(within, total, out=np.ones_like(total), where=total > 0)
    explained: NDArray[Any] = 1 - ratio * (len(pixels) - 1) / free
    return explained
