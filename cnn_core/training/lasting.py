"""What was seen of a training stays said until it is clearly over: otherwise a figure beside its threshold says another thing every epoch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from cnn_core.training.state import Epoch

Seen = TypeVar("Seen")
FULL, LOOSE = 1.0, 1 / 3
"""Parts of a threshold: for something to be said, and for it to stay."""
RECENT = 5
"""Epochs of a mean by which it is judged whether something stays: a single epoch tells little."""


def lasting(history: Sequence[Epoch], seen: Callable[[Sequence[Epoch], float], Seen | None]) -> Seen | None:
    """What is `seen` after the last epoch, with its figures of now. `seen` gets the epochs so far and which part of its thresholds counts.

    It is said from the epoch on in which the thresholds are reached in full, as long as a third of them is in every epoch since.
    """
    for end in range(len(history), 0, -1):
        if seen(history[:end], FULL) is not None:
            return seen(history, FULL) or seen(history, LOOSE)
        if seen(history[:end], LOOSE) is None:
            return None
    return None


def recent(figures: Sequence[float], part: float) -> float:
    """The last of these figures, or their mean over the last five epochs where only part of a threshold counts."""
    last = figures[-1:] if part == FULL else figures[-RECENT:]
    return sum(last) / len(last)
