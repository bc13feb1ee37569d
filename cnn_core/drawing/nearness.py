"""How far a drawing is from the images that a network was trained on: the distance to the nearest of them, compared with usual distances."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
FOR_ONE, FOR_MANY = 256, 4096
"""Images that are made float32 for one product: with one image few, to stay in a processor's cache; with many more, to keep it busy."""
CANDIDATES = 32
"""Images whose distances are worked out exactly, since float32 may swap two that are almost equally far."""


@dataclass(frozen=True, eq=False)
class Near:
    """The nearest known images (indices, nearest first), the distance to the first, and the part of usual ones that are nearer."""

    indices: NDArray[np.int64]
    distance: float
    rank: float


class Neighbourhood:
    """Known images (n, height, width, channels) of a dataset, and how near others of its images usually come to them.

    Distances are Euclidean over pixels from 0 to 1. All known images are searched, and none is copied. `usual`,
    (m, height, width, channels), are images that are not among the known.
    """

    def __init__(self, known: Pixels, usual: Pixels, pixel_max: int) -> None:
        self._pixel_max = pixel_max
        self._known = known.reshape(len(known), -1)
        self._squares = np.concatenate([np.square(part, dtype=np.float32).sum(axis=1) for part in self._parts(FOR_MANY)])
        self._usual = np.sort(self._to_nearest(usual.reshape(len(usual), -1)))

    def near(self, image: Pixels, count: int = 5) -> Near:
        """The neighbours of one image (height, width, channels), raw as in the dataset."""
        vector = image.reshape(-1)
        others = np.asarray(vector, np.float32)
        about = self._squares - 2 * np.concatenate([np.asarray(part, np.float32) @ others for part in self._parts(FOR_ONE)])
        few = min(max(count, CANDIDATES), len(about))
        candidates = np.sort(np.argpartition(about, few - 1)[:few])
        distances = self._distances(candidates, vector)
        order = np.argsort(distances, kind="stable")[:count]
        nearest = float(distances[order[0]])
        rank = float(np.searchsorted(self._usual, nearest) / len(self._usual))
        return Near(candidates[order].astype(np.int64), nearest, rank)

    def _parts(self, size: int) -> list[Pixels]:
        return [self._known[start : start + size] for start in range(0, len(self._known), size)]

    def _to_nearest(self, vectors: Pixels) -> NDArray[np.float64]:
        """For each vector the distance to the known image that is nearest."""
        columns = np.asarray(vectors.T, np.float32)
        lowest, nearest = np.full(len(vectors), np.inf, np.float32), np.zeros(len(vectors), np.int64)
        for number, part in enumerate(self._parts(FOR_MANY)):
            start = number * FOR_MANY
            about = self._squares[start : start + len(part), None] - 2 * (np.asarray(part, np.float32) @ columns)
            first = about.argmin(axis=0)
            value = about[first, np.arange(len(vectors))]
            nearest = np.where(value < lowest, start + first, nearest)
            lowest = np.minimum(value, lowest)
        return self._distances(nearest, vectors)

    def _distances(self, indices: NDArray[np.int64], vectors: Pixels) -> NDArray[np.float64]:
        """From these known images to a vector, or to one vector each."""
        differences = self._known[indices].astype(np.float64) - vectors
        distances: NDArray[np.float64] = np.sqrt(np.square(differences).sum(axis=1)) / self._pixel_max
        return distances
