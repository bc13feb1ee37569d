"""When runs began, in as few letters as tell them apart."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

from cnn_core.runs.result import RunResult


def moments(runs: Iterable[RunResult]) -> dict[str, str]:
    """The time of day at which each of these runs began, by its id: `18:23`, or `18:23:41` where an earlier one of them began in that
    minute, with a number behind where one began in that second. No later run changes what an earlier one has."""
    seen, found = Counter[tuple[int, ...]](), {}
    for run in sorted(runs, key=lambda each: (each.created, each.id)):
        began = time.localtime(run.created)
        minute, second = tuple(began[:5]), tuple(began[:6])
        seen.update((minute, second))
        number = f" ({seen[second]})" if seen[second] > 1 else ""
        found[run.id] = time.strftime("%H:%M" if seen[minute] == 1 else "%H:%M:%S", began) + number
    return found
