"""Many images as points of a plane: those that a network, or their pixels, make alike lie near each other."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


def principal_plane(features: NDArray[Any]) -> Points:
    """The first two principal components (n, 2) of features (n, d); a second one of zeros where there is but one."""
    centred = np.asarray(features, np.float64).reshape(len(features), -1)
    centred = centred - centred.mean(0)
    if centred.shape[1] <= len(centred):
        _, axes = np.linalg.eigh(centred.T @ centred)
        points = centred @ axes[:, ::-1][:, :2]
    else:  # more features than images: the same from the products of the images
        values, vectors = np.linalg.eigh(centred @ centred.T)
        points = (vectors * np.sqrt(np.maximum(values, 0)))[:, ::-1][:, :2]
    return np.pad(points, ((0, 0), (0, 2 - points.shape[1])))


def aligned(points: Points, reference: Points) -> Points:
    """The points (n, 2) turned and mirrored so that they lie as near to the reference as they can: the solution of the orthogonal
    Procrustes problem (Schoenemann, 1966). Axes of components point either way, so that maps of two epochs would jump without it."""
    left, _, right = np.linalg.svd(points.T @ reference)
    turned: Points = points @ (left @ right)
    return turned
