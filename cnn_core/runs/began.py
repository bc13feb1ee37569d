"""When runs began, in as few letters as tell them apart."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import count

from cnn_core.runs.result import RunResult

Moment = tuple[date, str]
"""The day, and the time of day: `18:23`."""


def moments(runs: Iterable[RunResult], known: Mapping[str, Moment] | None = None) -> dict[str, Moment]:
    """When each of these runs began, by its id: `18:23`, or `18:23:41` where another one began in that minute, with a number behind where
    one began in that second too. The earliest takes its words first, and no later run changes them; what is `known` stays as it is."""
    found = dict(known or {})
    taken = set(found.values())
    for run in sorted(runs, key=lambda each: (each.created, each.id)):
        if run.id not in found:
            found[run.id] = next(each for each in _from_short_to_long(run.created) if each not in taken)
            taken.add(found[run.id])
    return found


def _from_short_to_long(created: float) -> Iterator[Moment]:
    began = time.localtime(created)
    day, second = date(*began[:3]), time.strftime("%H:%M:%S", began)
    yield day, second[:-3]
    yield day, second
    for number in count(2):
        yield day, f"{second} ({number})"
