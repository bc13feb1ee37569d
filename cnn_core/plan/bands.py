"""The curves of runs that differ in the seed alone: their mean at each epoch, and its interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cnn_core.plan.groups import groups


@dataclass(frozen=True)
class Band:
    """Means by epoch, from the first; `low` and `high` are the ends of their 95% intervals within 0 and 1, the mean itself where one run is left."""

    varied: dict[str, Any]
    means: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def bands(curves: Iterable[tuple[dict[str, Any], Sequence[float]]]) -> list[Band]:
    """A band for each combination of values, in the order of the first of each; an epoch counts the runs that came so far."""
    found: list[tuple[dict[str, Any], list[Sequence[float]]]] = []
    for varied, curve in curves:
        of_these = next((values for other, values in found if other == varied), None)
        if of_these is None:
            of_these = []
            found.append((varied, of_these))
        of_these.append(curve)
    return [_band(varied, of_these) for varied, of_these in found]


def _band(varied: dict[str, Any], curves: list[Sequence[float]]) -> Band:
    epochs = [
        groups([({}, curve[epoch]) for curve in curves if epoch < len(curve)])[0]
        for epoch in range(max(map(len, curves), default=0))
    ]
    means = tuple(each.mean or 0.0 for each in epochs)
    ends = [each.drawn or (mean, mean) for each, mean in zip(epochs, means, strict=True)]
    return Band(varied, means, tuple(low for low, _ in ends), tuple(high for _, high in ends))
