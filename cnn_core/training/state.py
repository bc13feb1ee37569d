"""The fold of a run's events into its state: one pure function for live charts, tables and reopened pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

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

    `checked_accuracy` is that of training images with the weights at its end at inference, where it was looked at.
    """

    epoch: int
    loss: float
    accuracy: float
    val_loss: float | None
    val_accuracy: float | None
    seconds: float
    samples_per_second: float
    checked_accuracy: float | None = None


@dataclass(frozen=True)
class RunState:
    """What is known of a run after its events so far.

    `status` is queued, running, paused, finished (completed or stopped early), stopped (by a person), failed, or interrupted
    (cut off without a last event; only the reader of a run folder can say that).
    Of a run that goes on from another it is the whole: `initial_epoch` epochs were done before, and `seconds` has their time too.
    `kept_epoch` is the epoch whose weights early stopping brought back, 0 if they are those of the end.
    `pace` is (time, step) of the last few messages; `scaling` is (offset, divisor) of the pixels.
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
    started: float = 0.0
    updated: float = 0.0
    points: tuple[Point, ...] = ()
    history: tuple[Epoch, ...] = ()
    step: int = 0
    epoch: int = 0
    initial_epoch: int = 0
    kept_epoch: int = 0
    test_loss: float | None = None
    test_accuracy: float | None = None
    seconds: float = 0.0
    pace: tuple[tuple[float, int], ...] = ()
    scaling: tuple[float, float] = (0.0, 255.0)

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    @property
    def kept(self) -> Epoch | None:
        """The epoch whose figures are those of the run's weights; None before the first is over."""
        return next((each for each in self.history if each.epoch == self.kept_epoch), self.history[-1] if self.history else None)

    @property
    def went_back(self) -> bool:
        """Whether weights of later epochs were thrown away for those of the kept one."""
        return bool(self.history) and 0 < self.kept_epoch < self.history[-1].epoch

    @property
    def seconds_before(self) -> float:
        """Time of the epochs that were done before this training began."""
        return sum(each.seconds for each in self.history if each.epoch <= self.initial_epoch)

    @property
    def progress(self) -> float:
        """Part of all batches done, 0 to 1."""
        total = self.epochs * self.steps_per_epoch
        return min(1.0, self.step / total) if total else 0.0


def fold(events: Iterable[Event], state: RunState | None = None) -> RunState:
    """The state after these events, from nothing or from an earlier state."""
    state = state or RunState()
    points, state = list(state.points), replace(state, points=())
    for each in events:  # points are gathered aside: to join tuples anew for every event would take the square of their number
        state = apply(state, each)
        if state.points:
            points += state.points
            state = replace(state, points=())
    return replace(state, points=tuple(points))


def apply(state: RunState, event: Event) -> RunState:
    """The state after one more event. An unknown event changes nothing but the time, so that older code reads newer runs."""
    change = CHANGES.get(event.get("event", ""))
    state = replace(state, updated=float(event.get("time", state.updated)))
    return change(state, event) if change else state


def _started(state: RunState, e: Event) -> RunState:
    names = ("epochs", "steps_per_epoch", "train_size", "validation_size", "parameters")
    done = e.get("initial_epoch", 0)
    known: dict[str, Any] = {name: e[name] for name in names}
    known["scaling"] = tuple(e.get("scaling", state.scaling))
    place = {"epoch": done, "initial_epoch": done, "step": done * e["steps_per_epoch"], "kept_epoch": 0}
    return replace(state, status="running", words="starting", started=e["time"], **place, **known)


def _batches(state: RunState, e: Event) -> RunState:
    first = (e["epoch"] - 1) * state.steps_per_epoch
    new = tuple(Point(first + s, loss, accuracy) for s, loss, accuracy in zip(e["step"], e["loss"], e["accuracy"], strict=True))
    return replace(
        state,
        words="training",
        points=state.points + new,
        epoch=e["epoch"],
        step=first + e["step"][-1],
        batch_size=e["batch_size"],
        pace=(*state.pace[-MESSAGES_OF_PACE:], (e["time"], first + e["step"][-1])),
    )


def _epoch(state: RunState, e: Event) -> RunState:
    names = ("epoch", "loss", "accuracy", "val_loss", "val_accuracy", "seconds", "samples_per_second")
    done = Epoch(**{name: e[name] for name in names}, checked_accuracy=e.get("checked_accuracy"))
    return replace(state, history=(*state.history, done), epoch=done.epoch, step=done.epoch * state.steps_per_epoch)


def _finished(state: RunState, e: Event) -> RunState:
    status = "stopped" if e["reason"] == "stopped" else "finished"
    words = "loaded from a file, which has no curves" if e["reason"] == "loaded" else e["reason"]
    return replace(state, status=status, reason=e["reason"], words=words, seconds=state.seconds_before + e["seconds"])


CHANGES: dict[str, Callable[[RunState, Event], RunState]] = {
    "queued": lambda s, e: replace(s, status="queued", words="waiting for a free place", reason="", pace=()),
    "started": _started,
    "phase": lambda s, e: replace(s, words=e["words"]),
    "batches": _batches,
    "epoch": _epoch,
    "paused": lambda s, e: replace(s, status="paused", words="paused"),
    "resumed": lambda s, e: replace(s, status="running", words="training", pace=()),
    "restored": lambda s, e: replace(s, kept_epoch=e["epoch"]),
    "evaluated": lambda s, e: replace(s, test_loss=e["test_loss"], test_accuracy=e["test_accuracy"]),
    "finished": _finished,
    "failed": lambda s, e: replace(s, status="failed", reason=e["reason"], words=e["reason"]),
}
