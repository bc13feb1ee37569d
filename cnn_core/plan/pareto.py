"""The Pareto front: what is not beaten in accuracy by anything that costs no more."""

from __future__ import annotations

from collections.abc import Sequence


def pareto_front(points: Sequence[tuple[float, float]]) -> list[int]:
    """The indices of the points (cost, gain) that no other point dominates, by rising cost.

    A point dominates another if it costs no more and gains no less, and is better in one of both; equal points stay together.
    """
    front: list[int] = []
    for index in sorted(range(len(points)), key=lambda each: (points[each][0], -points[each][1])):
        if not front or points[index][1] > points[front[-1]][1] or points[index] == points[front[-1]]:
            front.append(index)
    return front
