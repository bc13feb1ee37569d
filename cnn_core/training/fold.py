"""The fold of a run's events into its state: one pure function for live charts, tables and reopened pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from cnn_core.errors import SpecError
from cnn_core.training import event_fields as read
from cnn_core.training.events import Event
from cnn_core.training.state import Epoch, Point, RunState

MESSAGES_OF_PACE = 40
Wrong = Callable[[SpecError], object]


def fold(events: Iterable[Event], state: RunState | None = None, wrong: Wrong | None = None) -> RunState:
    """The state after these events, from nothing or from an earlier state.

    A malformed event is a SpecError; with `wrong`, which is told of it, it is passed over.
    """
    state = state or RunState()
    points, state = list(state.points), replace(state, points=())
    for each in events:  # points are gathered aside: joining tuples for every event would take quadratic time
        try:
            state = apply(state, each)
        except SpecError as error:
            if wrong is None:
                raise
            wrong(error)
            continue
        if state.points:
            points += state.points
            state = replace(state, points=())
    return replace(state, points=tuple(points))


def apply(state: RunState, event: Event) -> RunState:
    """The state after one more event; SpecError if the event is malformed.

    An unknown event changes nothing but the time, so that older code reads newer runs.
    """
    name = event.get("event", "")
    change = CHANGES.get(name) if isinstance(name, str) else None
    now = read.seconds(event, "time") if "time" in event else state.updated
    paused = max(0.0, now - state.updated) if state.status == "paused" else 0.0
    state = replace(state, updated=now, pauses=state.pauses + paused)
    return change(state, event) if change else state


def understood(event: Event) -> bool:
    """Whether an event has all that its name asks for."""
    try:
        apply(RunState(), event)
    except SpecError:
        return False
    return True


def _started(state: RunState, e: Event) -> RunState:
    names = ("epochs", "steps_per_epoch", "train_size", "validation_size", "parameters")
    known: dict[str, Any] = {name: read.whole(e, name) for name in names} | dict.fromkeys(("fitting", "seconds", "pauses"), 0.0)
    done = read.whole(e, "initial_epoch") if "initial_epoch" in e else 0
    return replace(
        state,
        status="running",
        words="starting",
        started=read.seconds(e, "time"),
        epoch=done,
        initial_epoch=done,
        step=done * known["steps_per_epoch"],
        kept_epoch=0,
        scaling=read.scaling(e, state.scaling),
        watched=read.rows(e, "watched"),
        batches_at_once=read.whole(e, "batches_at_once") if "batches_at_once" in e else 1,
        limit=read.seconds(e, "limit") if "limit" in e else 0.0,
        precision=read.text(e, "precision") if "precision" in e else state.precision,
        **known,
    )


def _batches(state: RunState, e: Event) -> RunState:
    epoch, points = read.epoch(e), read.points(e)
    at = read.whole(e, "at") if "at" in e else points[-1][0]  # the last batch, for which there may be no point yet
    first = (epoch - 1) * state.steps_per_epoch
    return replace(
        state,
        words="training",
        points=state.points + tuple(Point(first + step, loss, accuracy) for step, loss, accuracy in points),
        epoch=epoch,
        step=first + at,
        batch_size=read.whole(e, "batch_size"),
        pace=(*state.pace[-MESSAGES_OF_PACE:], (read.seconds(e, "time"), first + at)),
    )


def _epoch(state: RunState, e: Event) -> RunState:
    done = Epoch(
        epoch=read.epoch(e),
        loss=read.figure(e, "loss"),
        accuracy=read.figure(e, "accuracy"),
        val_loss=read.figure_or_none(e, "val_loss"),
        val_accuracy=read.figure_or_none(e, "val_accuracy"),
        seconds=read.seconds(e, "seconds"),
        samples_per_second=read.figure(e, "samples_per_second"),
        checked_accuracy=read.figure_or_none(e, "checked_accuracy") if "checked_accuracy" in e else None,
        watched=read.answers(e, "watched"),
        penalty=read.figure_or_none(e, "penalty"),
        learning_rate=read.figure_or_none(e, "learning_rate"),
        checked_loss=read.figure_or_none(e, "checked_loss"),
    )
    step = done.epoch * state.steps_per_epoch
    return replace(state, words="training", history=(*state.history, done), epoch=done.epoch, step=step)


def _rate(state: RunState, e: Event) -> RunState:
    change = read.epoch(e), read.figure(e, "learning_rate")
    return replace(state, words="training", rates_by_hand=(*state.rates_by_hand, change))


def _finished(state: RunState, e: Event) -> RunState:
    reason = read.text(e, "reason")
    status = "stopped" if reason == "stopped" else "finished"
    words = "loaded from a file, which has no curves" if reason == "loaded" else reason
    return replace(state, status=status, reason=reason, words=words, seconds=state.seconds_before + read.seconds(e, "seconds"))


def _evaluated(state: RunState, e: Event) -> RunState:
    return replace(
        state,
        test_loss=read.figure(e, "test_loss"),
        test_accuracy=read.part(e, "test_accuracy"),
        balanced_accuracy=None if e.get("balanced_accuracy") is None else read.part(e, "balanced_accuracy"),
    )


def _failed(state: RunState, e: Event) -> RunState:
    reason = read.text(e, "reason")
    return replace(state, status="failed", reason=reason, words=reason)


CHANGES: dict[str, Callable[[RunState, Event], RunState]] = {
    "queued": lambda s, e: replace(s, status="queued", words="starting", reason="", pace=()),
    "started": _started,
    "phase": lambda s, e: replace(s, words=read.text(e, "words")),
    "fitting": lambda s, e: replace(s, fitting=read.seconds(e, "time"), pauses=0.0),
    "fitted": lambda s, e: replace(s, seconds=s.seconds_before + read.seconds(e, "seconds")),
    "batches": _batches,
    "epoch": _epoch,
    "rate": _rate,
    "paused": lambda s, e: replace(s, status="paused", words="paused"),
    "resumed": lambda s, e: replace(s, status="running", words="training", pace=()),
    "restored": lambda s, e: replace(s, kept_epoch=read.whole(e, "epoch")),
    "evaluated": _evaluated,
    "finished": _finished,
    "failed": _failed,
}
