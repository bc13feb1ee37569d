"""A small problem that can be learned in a second, and stand-ins for the people around a training."""

from __future__ import annotations

import threading
import time

import numpy as np

from cnn_core.data.prepare import Prepared, Scaling
from cnn_core.experiment import Experiment
from cnn_core.spec import (
    Architecture,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPooling2D,
    SpatialDropout2D,
)
from cnn_core.training.config import TrainingConfig

CLASSES = 4


def corners(train: int = 150, validation: int = 40, test: int = 50) -> Prepared:
    """8x8 noise with one bright corner, which is the class. 150 is 9 batches of 16 and one of 6."""
    rng = np.random.default_rng(7)
    n = train + validation + test
    y = rng.integers(0, CLASSES, n)
    x = rng.random((n, 8, 8, 1), dtype=np.float32)
    for image, label in zip(x, y, strict=True):
        row, column = 4 * (label // 2), 4 * (label % 2)
        image[row : row + 4, column : column + 4] += 0.5
    parts = np.split(np.arange(n), [train, train + validation])
    (xt, yt), (xv, yv), (xe, ye) = ((x[i], y[i]) for i in parts)
    return Prepared(xt, yt, xv if validation else None, yv if validation else None, xe, ye, Scaling(0.0, 255.0), CLASSES)


def network(*middle, side: int = 8, classes: int = CLASSES) -> Architecture:
    layers = (Conv2D(filters=4), *middle, MaxPooling2D(), Flatten(), Dense(units=classes, activation="softmax"))
    return Architecture(name="corners", input_shape=(side, side, 1), layers=layers)


def random_network() -> Architecture:
    """With everything that has a memory of its own: batch normalisation and two kinds of dropout."""
    return network(BatchNormalization(), SpatialDropout2D(rate=0.2), Dropout(rate=0.3))


def experiment(architecture: Architecture | None = None, **training) -> Experiment:
    settings = {"batch_size": 16, "epochs": 2, **training}
    return Experiment(architecture=architecture or network(), training=TrainingConfig(**settings))


class Recorder:
    """A Sink that keeps everything, and when it came."""

    def __init__(self) -> None:
        self.events, self.checkpoints, self.times = [], {}, []

    def emit(self, event) -> None:
        self.events.append(event)
        self.times.append(time.perf_counter())

    def checkpoint(self, epoch, weights, state) -> None:
        self.checkpoints[epoch] = (weights, state)

    def named(self, name):
        return [event for event in self.events if event["event"] == name]

    @property
    def words(self):
        return [event["words"] for event in self.named("phase")]

    def points(self):
        """(epoch, step, loss, accuracy) of every point."""
        rows = [zip(e["step"], e["loss"], e["accuracy"], strict=True) for e in self.named("batches")]
        return [(e["epoch"], *row) for e, part in zip(self.named("batches"), rows, strict=True) for row in part]

    def curves(self):
        """All figures of the epochs that do not depend on the clock."""
        return [[e[name] for name in ("epoch", "loss", "accuracy", "val_loss", "val_accuracy")] for e in self.named("epoch")]


class Person:
    """A Control with two switches, which counts how often it is asked."""

    def __init__(self) -> None:
        self.stop, self.pause = threading.Event(), threading.Event()
        self.asked = 0
        self.steps: list[str] = []
        self.factors: list[float] = []

    def stopped(self) -> bool:
        self.asked += 1
        return self.stop.is_set()

    def paused(self) -> bool:
        return self.pause.is_set()

    def rate_factors(self) -> list[float]:
        return [self.factors.pop(0) for _ in range(len(self.factors))]

    def step(self) -> str:
        return self.steps.pop(0) if self.steps else ""
