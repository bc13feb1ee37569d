"""The curve of a run in so few points that a table has room for it."""

from __future__ import annotations

from itertools import pairwise

from cnn_core.training.state import RunState

POINTS = 24


def thumbnail(state: RunState) -> tuple[float, ...]:
    """The accuracy on training batches from the first to the last: at most 24 means, 0 to 1, of equally many batches each."""
    values = [point.accuracy for point in state.points]
    count = min(POINTS, len(values))
    edges = [number * len(values) // count for number in range(count + 1)] if count else []
    return tuple(round(sum(values[start:end]) / (end - start), 3) for start, end in pairwise(edges))
