"""Fewer points to draw: every drawn point is the mean of the points that it replaces."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnn_core.training.state import Point

MAX_DRAWN = 1000


def in_order(points: Sequence[Point]) -> list[Point]:
    """The points without those that a resumed run repeated: the later ones are kept."""
    kept: list[Point] = []
    for point in reversed(points):
        if not kept or point.step < kept[-1].step:
            kept.append(point)
    return kept[::-1]


def thin(steps: np.ndarray, values: np.ndarray, most: int = MAX_DRAWN) -> tuple[np.ndarray, np.ndarray]:
    """At most `most` pairs: means of neighbours in groups of 2, 4, 8, ... points.

    Group sizes are powers of two and groups begin at the first point, so a group that is full never changes again and the drawn
    line does not flicker as points come.
    """
    size = 1
    while -(-len(steps) // size) > most:
        size *= 2
    if size == 1:
        return steps, values
    starts = np.arange(0, len(steps), size)
    counts = np.diff([*starts, len(steps)])
    return np.add.reduceat(steps, starts) / counts, np.add.reduceat(values, starts) / counts
