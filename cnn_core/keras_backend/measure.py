"""A short training of a known network, to measure the speed of this machine."""

from __future__ import annotations

import statistics

import numpy as np

from cnn_core.data.prepare import Prepared
from cnn_core.data.scaling import Scaling
from cnn_core.experiment import Experiment
from cnn_core.forecast import work_of
from cnn_core.keras_backend.train import train
from cnn_core.keras_backend.warm_up import NullSink
from cnn_core.spec import Architecture, Conv2D, Dense, Flatten, MaxPooling2D
from cnn_core.summary import summarise
from cnn_core.training.config import TrainingConfig
from cnn_core.training.events import Event
from cnn_core.training.interface import NoControl

IMAGES, TESTED, CLASSES = 1536, 8, 10
NETWORK = Architecture(
    name="measure",
    input_shape=(28, 28, 1),
    layers=(
        Conv2D(filters=32),
        MaxPooling2D(),
        Conv2D(filters=64),
        MaxPooling2D(),
        Flatten(),
        Dense(units=64),
        Dense(units=CLASSES, activation="softmax"),
    ),
)


class _Clock(NullSink):
    """Keeps the seconds of each epoch."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def emit(self, event: Event) -> None:
        if event["event"] == "epoch":
            self.seconds.append(event["seconds"])


def slowness() -> float:
    """Seconds that an epoch on random images takes here, over those that it takes where the slowness is 1; takes some seconds.

    The median of four epochs after the first, in which TensorFlow compiles.
    """
    draw = np.random.default_rng(0)
    images = draw.random((IMAGES, *NETWORK.input_shape), dtype=np.float32)
    labels = draw.integers(0, CLASSES, IMAGES)
    training = TrainingConfig(epochs=5, batch_size=64)
    prepared = Prepared(images, labels, None, None, images[:TESTED], labels[:TESTED], Scaling(0.0, 1.0), CLASSES, 1)
    clock = _Clock()
    train(Experiment(architecture=NETWORK, training=training), prepared, clock, NoControl(), file_export=False)
    return statistics.median(clock.seconds[1:]) / work_of(summarise(NETWORK), IMAGES, 0, training.batch_size).seconds()
