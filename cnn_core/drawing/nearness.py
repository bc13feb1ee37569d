"""How far a drawing is from the images that a network learnt from: the distance to the nearest of them, among such distances."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Near:
    """The nearest known images (indices, nearest first), the distance to the first, and the part of usual ones that are nearer."""

    indices: NDArray[np.int64]
    distance: float
    rank: float


class Neighbourhood:
    """Known images (n, height, width, channels) of a dataset, and how near others of its images usually come to them.

    Distances are Euclidean over pixels from 0 to 1. `usual`, (m, height, width, channels), are images that are not among the known.
    """

    def __init__(self, known: NDArray[np.uint8], usual: NDArray[np.uint8], pixel_max: int) -> None:
        self._pixel_max = pixel_max
        self._known = self._flat(known)
        self._squares = (self._known**2).sum(axis=1)
        self._usual = np.sort(self._distances(self._flat(usual)).min(axis=1))

    def near(self, image: NDArray[np.uint8], count: int = 5) -> Near:
        """The neighbours of one image (height, width, channels), raw as in the dataset."""
        distances = self._distances(self._flat(image[None]))[0]
        order = np.argsort(distances, kind="stable")[:count]
        nearest = float(distances[order[0]])
        rank = float(np.searchsorted(self._usual, nearest) / len(self._usual))
        return Near(order.astype(np.int64), nearest, rank)

    def _flat(self, images: NDArray[np.uint8]) -> Vectors:
        return np.asarray(images.reshape(len(images), -1), np.float32) / np.float32(self._pixel_max)

    def _distances(self, vectors: Vectors) -> Vectors:
        squares = (vectors**2).sum(axis=1)[:, None] + self._squares[None] - 2 * vectors @ self._known.T
        distances: Vectors = np.sqrt(np.maximum(squares, 0))
        return distances
