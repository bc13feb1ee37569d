"""Warms a process up, so that its first job is fast."""

from __future__ import annotations

import numpy as np

from cnn_core.data.prepare import Prepared
from cnn_core.data.scaling import Scaling
from cnn_core.experiment import Experiment
from cnn_core.keras_backend.last_compiled import LAST
from cnn_core.keras_backend.train import train
from cnn_core.spec import Architecture, Conv2D, Dense, Flatten, MaxPooling2D
from cnn_core.training.config import TrainingConfig
from cnn_core.training.events import Event
from cnn_core.training.interface import Arrays, NoControl


class NullSink:
    """A sink that keeps nothing."""

    def emit(self, event: Event) -> None:
        pass

    def checkpoint(self, epoch: int, weights: Arrays, state: Arrays) -> None:
        pass


def warm() -> None:
    """Loads Keras (with the import of this module) and trains, tests and saves a network of a few weights once."""
    layers = (Conv2D(filters=2), MaxPooling2D(), Flatten(), Dense(units=2, activation="softmax"))
    experiment = Experiment(
        architecture=Architecture(name="warm", input_shape=(8, 8, 1), layers=layers),
        training=TrainingConfig(epochs=1, batch_size=16),
    )
    x, y = np.zeros((32, 8, 8, 1), np.float32), np.arange(32) % 2
    train(experiment, Prepared(x, y, x, y, x, y, Scaling(0.0, 1.0), 2), NullSink(), NoControl())
    LAST.forget()
