"""Progress on stderr: a progress bar in a terminal, one line per epoch elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TextIO

from cnn_core.cli.text import percent
from cnn_core.text import duration
from cnn_core.training.events import Event
from cnn_core.training.fold import apply
from cnn_core.training.progress import progress
from cnn_core.training.state import Epoch, RunState

WIDTH = 24


class Meter:
    """Shows the events of a run as they come, with or without a line for each epoch. A context, at whose end the bar is gone."""

    def __init__(self, to: TextIO | None = None, epochs: bool = True) -> None:
        self._to, self._epochs = to or sys.stderr, epochs
        self._moves = self._to.isatty()
        self._state = RunState()

    def show(self, event: Event) -> None:
        self._state = apply(self._state, event)
        if event["event"] == "epoch" and self._epochs:
            self._clear()
            print(epoch_line(self._state.history[-1], self._state.epochs), file=self._to, flush=True)
        elif self._moves:
            self._clear()
            print(bar(self._state), end="", file=self._to, flush=True)

    def _clear(self) -> None:
        if self._moves:
            print("\r\x1b[K", end="", file=self._to)

    def __enter__(self) -> Meter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._clear()


def bar(state: RunState) -> str:
    """`[####----] 46%  epoch 3 of 5  8 s left  5,120 images/s  loss 0.0523  accuracy 98.12%`, or a description of the current step."""
    now = progress(state)
    if not state.points or state.words != "training":
        return state.words
    done = round(WIDTH * now.part)
    parts = [f"[{'#' * done}{'-' * (WIDTH - done)}] {now.part:.0%}", f"epoch {state.epoch} of {state.epochs}"]
    if now.seconds_left is not None and now.samples_per_second is not None:
        parts += [f"{duration(now.seconds_left)} left", f"{now.samples_per_second:,.0f} images/s"]
    return "  ".join([*parts, f"loss {state.points[-1].loss:.4f}", f"accuracy {percent(state.points[-1].accuracy)}"])


def epoch_line(epoch: Epoch, epochs: int) -> str:
    """The result of an epoch on one line."""
    line = f"epoch {epoch.epoch} of {epochs}: loss {epoch.loss:.4f}, accuracy {percent(epoch.accuracy)}"
    if epoch.val_loss is not None and epoch.val_accuracy is not None:
        line += f"; validation loss {epoch.val_loss:.4f}, accuracy {percent(epoch.val_accuracy)}"
    return f"{line}; {epoch.seconds:.1f} s, {epoch.samples_per_second:,.0f} images/s"
