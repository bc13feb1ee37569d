"""The fold of a run's events into its state: one pure function for live charts, tables and reopened pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from cnn_core.training import event_fields as read
from cnn_core.training.events import Event

MESSAGES_OF_PACE = 40
ENDED = ("finished", "stopped", "failed", "interrupted")


@dataclass(frozen=True)
class Point:
    """Loss and accuracy over the batches that end at `step`, counted from the run's first batch."""

    step: int
    loss: float
    accuracy: float


@dataclass(frozen=True)
class Epoch:
    """A whole epoch: training figures are means over the epoch while the weights move, validation is at its end.

    `penalty` is the part of the losses that regularizers add, at its end. `checked_accuracy` is that of training images with the weights at its end at inference, where it was looked at.
    `watched` has (class, probability) for each watched image, in the order of `RunState.watched`; it is empty after quick epochs.
    """

    epoch: int
    loss: float
    accuracy: float
    val_loss: float | None
    val_accuracy: float | None
    seconds: float
    samples_per_second: float
    checked_accuracy: float | None = None
    watched: tuple[tuple[int, float], ...] = ()
    penalty: float | None = None
    learning_rate: float | None = None


@dataclass(frozen=True)
class RunState:
    """What is known of a run after its events so far.

    `status` is queued, running, paused, finished (completed or stopped early), stopped (by a person), failed, or interrupted
    (cut off without a last event; only the reader of a run folder can say that).
    Of a run that goes on from another it is the whole: `initial_epoch` epochs were done before, and `seconds` has their time too.
    `kept_epoch` is the epoch whose weights early stopping brought back, 0 if they are those of the end.
    `pace` is (time, step) of the last few messages; `scaling` is (offset, divisor) of the pixels; `watched` are rows of the
    validation images.
    `rates_by_hand` are (epoch, learning rate) of each change that a person made while it trained; `pauses` are the seconds that it waited; `fitting` is when its clock began.
    `batches_at_once` are those of one execution, between two looks at a pause; a point of the curve may stand for more.
    `precision` is what it was trained in; "" before it has begun, and in runs of earlier versions, whose settings name it.
    """

    status: str = "queued"
    words: str = "waiting for a free place"
    reason: str = ""
    epochs: int = 0
    steps_per_epoch: int = 0
    train_size: int = 0
    validation_size: int = 0
    parameters: int = 0
    batch_size: int = 0
    batches_at_once: int = 1
    started: float = 0.0
    fitting: float = 0.0
    updated: float = 0.0
    pauses: float = 0.0
    points: tuple[Point, ...] = ()
    history: tuple[Epoch, ...] = ()
    step: int = 0
    epoch: int = 0
    initial_epoch: int = 0
    kept_epoch: int = 0
    test_loss: float | None = None
    test_accuracy: float | None = None
    balanced_accuracy: float | None = None
    seconds: float = 0.0
    pace: tuple[tuple[float, int], ...] = ()
    scaling: tuple[float, float] = (0.0, 255.0)
    precision: str = ""
    watched: tuple[int, ...] = ()
    rates_by_hand: tuple[tuple[int, float], ...] = ()

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    @property
    def kept(self) -> Epoch | None:
        """The epoch whose figures are those of the run's weights; None before the first is over."""
        return next((each for each in self.history if each.epoch == self.kept_epoch), self.history[-1] if self.history else None)

    @property
    def went_back(self) -> bool:
        """Whether weights of later epochs were discarded for those of the kept one."""
        return bool(self.history) and 0 < self.kept_epoch < self.history[-1].epoch

    @property
    def accuracy_so_far(self) -> float | None:
        """The mean over the batches since the run began, which ends as the figure of its first epoch; None before there are any."""
        done, total = self.initial_epoch * self.steps_per_epoch, 0.0
        first = done
        for point in self.points:
            if point.step > done:  # points of the run that this one goes on from come before
                total += (point.step - done) * point.accuracy
                done = point.step
        return total / (done - first) if done > first else None

    @property
    def seconds_before(self) -> float:
        """Time of the epochs that were done before this training began."""
        return sum(each.seconds for each in self.history if each.epoch <= self.initial_epoch)

    @property
    def progress(self) -> float:
        """Part of all batches done, 0 to 1."""
        total = self.epochs * self.steps_per_epoch
        if self.status == "queued" or not total:  # one that goes on has inherited its steps, and not yet how many it adds
            return 0.0
        return min(1.0, self.step / total)


def fold(events: Iterable[Event], state: RunState | None = None) -> RunState:
    """The state after these events, from nothing or from an earlier state."""
    state = state or RunState()
    points, state = list(state.points), replace(state, points=())
    for each in events:  # points are gathered aside: joining tuples for every event would take quadratic time
        state = apply(state, each)
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
    )
    return replace(state, history=(*state.history, done), epoch=done.epoch, step=done.epoch * state.steps_per_epoch)


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
        test_accuracy=read.figure(e, "test_accuracy"),
        balanced_accuracy=None if e.get("balanced_accuracy") is None else read.figure(e, "balanced_accuracy"),
    )


def _failed(state: RunState, e: Event) -> RunState:
    reason = read.text(e, "reason")
    return replace(state, status="failed", reason=reason, words=reason)


CHANGES: dict[str, Callable[[RunState, Event], RunState]] = {
    "queued": lambda s, e: replace(s, status="queued", words="waiting for a free place", reason="", pace=()),
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
