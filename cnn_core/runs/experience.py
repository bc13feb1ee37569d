"""What earlier runs took against what was forecast for them: no constant fits every machine, nor every network."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import log2
from statistics import median

from cnn_core.data.catalogue import entry_of
from cnn_core.errors import LabError
from cnn_core.forecast import TOGETHER, Experience, seconds_of
from cnn_core.runs.meta import RunMeta, machine
from cnn_core.summary import summarise
from cnn_core.training.state import RunState

LEAST, MOST = 0.2, 5.0
"""Parts beyond which something else was measured, such as a machine that slept."""

SAME, FARTHER = 0.02, 1.25
"""Doublings of the work of an epoch within which two networks are as good as one, and how much farther off than the nearest run others
may be that count with it."""


@dataclass(frozen=True)
class Measured:
    """What a run took, in parts of what was said of it; `said` are the seconds that were said of an epoch of it."""

    said: float
    epoch: float
    beside: float


def experience_of(runs: Collection[Measured], said: float) -> Experience:
    """What these runs teach of one whose epoch is said to take so many seconds: the medians over those that are nearest to it in their
    work, the same network alone if it is among them. A small network, most of whose time goes into steps and not into numbers, is off by
    another part than a large one, and what was trained while the machine had other work says little of others."""
    off = [abs(log2(each.said / said)) for each in runs]
    near = [each for each, by in zip(runs, off, strict=True) if by <= SAME + FARTHER * min(off)]
    if not near:
        return Experience()
    return Experience(_part(each.epoch for each in near), _part(each.beside for each in near), len(near))


def measured_of(runs: Iterable[tuple[RunMeta, RunState]], slowness: float, sharing: bool = False) -> tuple[Measured, ...]:
    """Of the runs that were trained to their end on a machine like this one; whose dataset is gone does not count.

    Beside its epochs is what a run took from its first event to its last, and before its first event: from its submission or, where it
    waited for one of these, from the end of that. The shortest of these counts, as others waited for runs that are not among them.

    With `sharing` runs that trained at the same time shared their cores, and what counts is the time that each would have taken alone.
    """
    runs, found, begun = list(runs), [], []
    states = [state for _, state in runs]
    for meta, state in runs:
        took = _took(state)
        if took is None or meta.machine != machine():
            continue
        try:
            entry = entry_of(meta.experiment.data.dataset)
        except LabError:
            continue
        classes = len(entry.class_names)
        summary = summarise(meta.experiment.architecture)
        said = seconds_of(meta.experiment, summary, (entry.train_size, entry.test_size, classes), slowness)
        slowed = 1 + (2 / TOGETHER - 1) * _company(state, states) * sharing
        found.append((took[0] / slowed, took[1] / slowed, *said))
        begun.append((meta.created, state.started, state.updated))
    if not found:
        return ()
    begins = min(_waited(created, started, [end for _, _, end in begun]) for created, started, _ in begun)
    return tuple(Measured(said, epoch / said, (begins + beside) / rest) for epoch, beside, said, rest in found)


def _took(state: RunState) -> tuple[float, float] | None:
    """Seconds of an epoch, the first left out as TensorFlow compiles in it, and of all else; None of a run that was not trained to its end.

    Of a single epoch it is what its images took after the first execution, and a third of that for each validation image.
    """
    if state.status != "finished" or state.reason not in ("completed", "early") or state.initial_epoch or not state.history:
        return None
    first, *others = state.history
    speed = first.samples_per_second
    if not others and not speed:
        return None
    epoch = median(each.seconds for each in others) if others else (state.train_size + state.validation_size / 3) / speed
    beside = state.updated - state.started - state.pauses - epoch * len(state.history)
    return (epoch, beside) if epoch > 0 and beside > 0 else None


def _company(state: RunState, states: Iterable[RunState]) -> float:
    """The part of a run's time in which another of these was on, too."""
    shared = (min(state.updated, each.updated) - max(state.started, each.started) for each in states if each is not state)
    return min(1.0, sum(max(0.0, each) for each in shared) / (state.updated - state.started))


def _waited(created: float, started: float, ends: list[float]) -> float:
    """Seconds from when a run was there and its place was free: of a plan, one always waits while another trains."""
    return max(0.0, started - max([created, *(end for end in ends if end <= started)]))


def _part(parts: Iterable[float]) -> float:
    return min(MOST, max(LEAST, median(parts)))
