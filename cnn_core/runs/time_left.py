"""How long the runs of a plan will take that have not ended, as those show that have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnn_core.training.state import RunState


@dataclass(frozen=True)
class Expected:
    """A run of a plan: the seconds that are said of an epoch of it and of all else, its epochs, the most that it may take, and how far it
    is, None before it was begun."""

    epoch: float
    beside: float
    epochs: int
    most: float
    state: RunState | None

    def seconds(self, part: float) -> float:
        """Of all of it, if it trains for this part of its epochs."""
        return min(self.epoch * self.epochs * part + self.beside, self.most)


def seconds_left(runs: Sequence[Expected], places: float = 1) -> float:
    """Seconds until all have ended, so many at a time. Runs that stop early are expected to do so as those that have ended."""
    part = _part_trained(runs)
    left = sum(each.seconds(part) * (1 - _done(each.state)) for each in runs)
    return left / max(1, places)


def _part_trained(runs: Sequence[Expected]) -> float:
    """Of their epochs, those that the runs were trained for that have finished; all where none has."""
    over = [(len(each.state.history), each.epochs) for each in runs if each.state and each.state.status == "finished"]
    return sum(done for done, _ in over) / sum(planned for _, planned in over) if over else 1.0


def _done(state: RunState | None) -> float:
    """The part of a run that is over; one that was cut off is begun anew."""
    if state is None or state.status == "interrupted":
        return 0.0
    return 1.0 if state.ended else state.progress
