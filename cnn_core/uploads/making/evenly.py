"""A few of each group, the same number of all."""

from __future__ import annotations

from collections.abc import Sequence


def evenly(groups: Sequence[Sequence[int]], counts: Sequence[int], most: int) -> list[int]:
    """At most so many of all, group by group and spread over each: the same number of each, or all of a group that has no more than are
    in it here. `counts` says how many each has."""
    known = [(group, count) for group, count in zip(groups, counts, strict=True) if group]
    if not known:
        return []
    each = min([max(1, most // len(known)), *(len(group) for group, count in known if len(group) < count)])
    taken = [(group, min(each, len(group))) for group, _ in known]
    chosen = [group[number * len(group) // few] for group, few in taken for number in range(few)]
    few = min(most, len(chosen))
    return [chosen[number * len(chosen) // few] for number in range(few)]
