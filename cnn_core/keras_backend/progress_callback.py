"""The callback that reports the progress of a training."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import keras

from cnn_core.errors import TrainingError
from cnn_core.keras_backend.batch_metrics import BatchMetrics
from cnn_core.keras_backend.penalty import penalty
from cnn_core.keras_backend.rates import change_rate
from cnn_core.keras_backend.run_control import RunControl, TimeUp, nothing
from cnn_core.training.events import event
from cnn_core.training.interface import Sink
from cnn_core.training.optimizers import Optimizer

SEND_EVERY = 0.1
MAX_POINTS = 200
"""Of an epoch: with 200 epochs these are 40,000, which a chart and the memory of the app can take."""
Logs = dict[str, float] | None
Figures = dict[str, float | None]


@dataclass(frozen=True)
class Plan:
    """The sizes that events refer to."""

    samples: int
    batch_size: int
    steps: int
    validation: int


class ProgressCallback(keras.callbacks.Callback):  # type: ignore[misc]
    """Sends points, epochs and checkpoints to the sink, and checks the run control after every execution.

    A point stands for one execution, or for as many as leave at most 200 points an epoch: for equal settings always as many. A message
    with the last batch and new points goes out at most every 0.1 s and at the end of an epoch; no batch is left out. `first`
    says what the first batch waits for. After so many `seconds` of training it raises TimeUp, once the execution is over.
    """

    def __init__(
        self,
        sink: Sink,
        run_control: RunControl,
        plan: Plan,
        optimizer: Optimizer,
        save: Callable[[int], None],
        first: str = "first batch",
        done: int = 0,
        check: Callable[[Figures], tuple[float, float] | None] = lambda figures: None,
        said: Callable[[bool], list[list[float]]] = lambda is_last: [],
        seconds: float = math.inf,
    ) -> None:
        super().__init__()
        self._first, self._said, self._seconds = first, said, seconds
        self._check = check
        self._sink, self._gate, self._plan, self._optimizer, self._save = sink, run_control, plan, optimizer, save
        self._points: list[tuple[int, float, float]] = []
        self._sent = -math.inf
        self._compiling = True
        self.epochs = done

    def _say(self, words: str) -> None:
        self._sink.emit(event("phase", words=words))

    def on_train_begin(self, logs: Logs = None) -> None:
        self._sink.emit(event("fitting"))
        self._say(self._first)
        self._fit_began = self._gate.clock()
        self._ends = self._fit_began + self._seconds
        self._gate.on_rate = self._change_rate

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        self._epoch = epoch + 1
        self._means = BatchMetrics(self._plan.samples, self._plan.batch_size)
        self._began = self._timed_from = self._trained = self._gate.clock()
        self._untimed, self._point, self._latest = 0, 0, (0, 0.0, 0.0)

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        logs = logs or {}
        step = min(batch + 1, self._plan.steps)
        if not math.isfinite(logs["loss"]):
            self.send_points()
            raise diverged(f"The loss is no longer a number after batch {step} of epoch {self._epoch}", self._optimizer)
        self._latest = step, logs["loss"], logs["accuracy"]
        if step == self._plan.steps or step - self._point >= self._plan.steps / MAX_POINTS:
            self._close_point()
        self._trained = self._gate.clock()
        if self._compiling:
            self._compiling = False
            self._timed_from, self._untimed = self._trained, min(step * self._plan.batch_size, self._plan.samples)
            self._say("training")
        if time.perf_counter() - self._sent >= SEND_EVERY:
            self._send()
        self._gate.batch_done()
        self._gate.look_at_rate()
        if self._gate.clock() >= self._ends:
            raise TimeUp

    def _change_rate(self, factor: float) -> None:
        rate = change_rate(self.model.optimizer, factor)
        self._sink.emit(event("rate", epoch=self._epoch, step=self._latest[0], learning_rate=rate))

    def _close_point(self) -> None:
        """Makes a point of the batches since the last one."""
        if self._latest[0] > self._point:
            self._points.append((self._latest[0], *self._means.since_last(*self._latest)))
            self._point = self._latest[0]

    def send_points(self) -> None:
        """Sends the waiting points, the last of which may stand for fewer batches; to be called when an epoch ends or is interrupted."""
        self._close_point()
        if self._points:
            self._send()

    def _send(self) -> None:
        points = {name: [point[place] for point in self._points] for place, name in enumerate(("step", "loss", "accuracy"))}
        self._sink.emit(event("batches", epoch=self._epoch, at=self._latest[0], **points, batch_size=self._plan.batch_size))
        self._points = []
        self._sent = time.perf_counter()

    def on_test_begin(self, logs: Logs = None) -> None:
        self.send_points()
        self._say("validating")

    def on_test_batch_end(self, batch: int, logs: Logs = None) -> None:
        self._gate.check()

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        self.send_points()
        figures = {name: (logs or {}).get(name) for name in ("loss", "accuracy", "val_loss", "val_accuracy")}
        if any(value is not None and not math.isfinite(value) for value in figures.values()):
            raise diverged(f"The validation loss is no longer a number after epoch {self._epoch}", self._optimizer)
        seconds = self._gate.clock() - self._began
        speed, checked, penalties = self._speed(), self._check(figures), penalty(self.model)
        measured = {
            "seconds": seconds,
            "samples_per_second": speed,
            "checked_loss": checked and checked[0] + (penalties or 0.0),
            "checked_accuracy": checked and checked[1],
            "penalty": penalties,
            "learning_rate": float((logs or {}).get("learning_rate", self.model.optimizer.learning_rate)),
            "watched": self._said(self._epoch == self.params["epochs"]),
        }
        self._sink.emit(event("epoch", epoch=self._epoch, **figures, **measured))
        self._save(self._epoch)
        self.epochs = self._epoch
        if self._epoch < self.params["epochs"]:
            self._gate.epoch_done()

    def over(self) -> float:
        """Says that the training is over, and returns its seconds; to be called after `fit`, however it ended."""
        self._gate.on_rate = nothing
        seconds = self._gate.clock() - self._fit_began
        self._sink.emit(event("fitted", seconds=seconds))
        return seconds

    def _speed(self) -> float:
        """Training images per second, without validation and without the first execution, which waits for the compiler."""
        samples = self._plan.samples
        if self._untimed < samples:
            return (samples - self._untimed) / (self._trained - self._timed_from)
        return samples / (self._trained - self._began)


def diverged(what: str, optimizer: Optimizer) -> TrainingError:
    """The error for a loss that is not finite, with a learning rate to try."""
    rate, usual = (settings.values()["learning_rate"] for settings in (optimizer, type(optimizer)()))
    better = usual if rate > usual else rate / 10
    return TrainingError(f"{what}: the learning rate {rate:g} is too large; try {better:g}.")
