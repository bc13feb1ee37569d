"""The results of a plan: runs that differ in the seed alone are a group, whose mean has an interval."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Group:
    """The test accuracies of the runs with equal values.

    `mean` is None without a run, `std` (with n - 1) and `interval` with fewer than two. The interval is Student's t at 95%: of 100 such
    intervals 95 hold the mean over all seeds, if accuracies vary about it as a normal distribution does.
    """

    varied: dict[str, Any]
    runs: int
    mean: float | None
    std: float | None
    interval: tuple[float, float] | None

    @property
    def drawn(self) -> tuple[float, float] | None:
        """The interval within 0 and 1: beyond them is no accuracy, though Student's t of two seeds goes there."""
        return self.interval and (max(0.0, self.interval[0]), min(1.0, self.interval[1]))

    @property
    def reach(self) -> tuple[float, float]:
        """How far the drawn interval goes below and above the mean; zeros without one."""
        if self.drawn is None or self.mean is None:
            return 0.0, 0.0
        return self.mean - self.drawn[0], self.drawn[1] - self.mean


def groups(results: Iterable[tuple[dict[str, Any], float | None]]) -> list[Group]:
    """A group for each combination of values, in the order of the first of each; runs without a test accuracy do not count."""
    found: list[tuple[dict[str, Any], list[float]]] = []
    for varied, accuracy in results:
        of_these = next((values for other, values in found if other == varied), None)
        if of_these is None:
            of_these = []
            found.append((varied, of_these))
        if accuracy is not None:
            of_these.append(accuracy)
    return [_group(varied, values) for varied, values in found]


def _group(varied: dict[str, Any], values: list[float]) -> Group:
    if not values:
        return Group(varied, 0, None, None, None)
    mean = math.fsum(values) / len(values)
    if len(values) == 1:
        return Group(varied, 1, mean, None, None)
    if len(set(values)) == 1:  # exactly: by the sums below they would differ by rounding
        return Group(varied, len(values), values[0], 0.0, (values[0], values[0]))
    from scipy.stats import t  # some tenths of a second, which most pages do not need

    std = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))
    half = float(t.ppf((1 + CONFIDENCE) / 2, len(values) - 1)) * std / math.sqrt(len(values))
    return Group(varied, len(values), mean, std, (mean - half, mean + half))
