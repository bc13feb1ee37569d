"""Classes of different size: whether they are uneven, and the weights that make up for it. NumPy only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnn_core.data.dataset import Labels

UNEVEN = 1.5
"""Classes are uneven if the most frequent one has this many times the images of an even share."""


def is_uneven(labels: Labels, classes: int) -> bool:
    """Whether labels (n,) of so many classes are uneven, so that accuracy speaks mostly of the large ones."""
    return are_uneven(np.bincount(labels, minlength=classes).tolist())


def are_uneven(counts: Sequence[int]) -> bool:
    """The same of the number of images of each class."""
    return bool(sum(counts)) and max(counts) * len(counts) >= UNEVEN * sum(counts)


def balanced_weights(labels: Labels, classes: int) -> dict[int, float]:
    """Per class n / (classes that occur * its images), as scikit-learn's `compute_class_weight("balanced")` has it.

    Every class then has the same weight in the loss, and the mean weight of an image is 1. A class without images has any.
    """
    counts = np.bincount(labels, minlength=classes)
    return {k: float(len(labels) / (np.count_nonzero(counts) * max(n, 1))) for k, n in enumerate(counts.tolist())}
