"""What the Train page says before a training, and what it is then: `python harness/forecasts.py memory --count 100`."""

from __future__ import annotations

import random
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from cnn_core.data.prepare import Prepared
from cnn_core.data.scaled_images import ScaledImages
from cnn_core.data.scaling import Scaling
from cnn_core.experiment import Experiment
from cnn_core.forecast import TENSORFLOW_BYTES, memory_bytes
from cnn_core.spec import (
    Architecture,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    Layer,
    MaxPooling2D,
    ResidualBlock,
    SeparableBlock,
)
from cnn_core.summary import summarise
from cnn_core.training.config import TrainingConfig
from cnn_core.training.interface import NoControl
from cnn_core.training.precision import BFLOAT16, resolve
from harness.promises import Program, Tally, main

AIM = 0.3
PATIENCE = 300.0
STEPS = 6
LARGE, LARGE_BYTES = "networks with more than 200 MB of their own", 200 * 2**20
MAX_BYTES, MAX_WORK = 2.5e9, 4e11
"""Of a network that is tried: bytes that are said of it, and multiply-accumulates of all steps."""


def a_network(chance: random.Random) -> Architecture:
    """One as people build them: groups of convolutions that become smaller, then some dense layers."""
    side = chance.choice((20, 28, 32, 32, 48, 64))
    layers: list[Layer] = []
    filters = chance.choice((8, 16, 32, 48, 64))
    for _ in range(chance.randrange(1, 5)):
        for _ in range(chance.randrange(1, 4)):
            layers += _step(chance, filters)
        layers.append(chance.choice((MaxPooling2D, MaxPooling2D, AveragePooling2D))(pool_size=2))
        if chance.random() < 0.3:
            layers.append(Dropout(rate=0.25))
        filters = min(256, filters * chance.choice((1, 2)))
    layers.append(chance.choice((Flatten, Flatten, GlobalAveragePooling2D))())
    layers += [Dense(units=chance.choice((16, 64, 128, 512, 1024)), activation="relu") for _ in range(chance.randrange(3))]
    layers.append(Dense(units=10, activation="softmax"))
    return Architecture(name="drawn", input_shape=(side, side, chance.choice((1, 3))), layers=tuple(layers))


def _step(chance: random.Random, filters: int) -> list[Layer]:
    kind = chance.random()
    if kind < 0.1:
        return [ResidualBlock(filters=filters)]
    if kind < 0.2:
        return [SeparableBlock(filters=filters)]
    size = chance.choice((3, 3, 5))
    convolution = Conv2D(
        filters=filters, kernel_size=(size, size), padding=chance.choice(("same", "same", "valid")), activation="relu"
    )
    return [convolution, BatchNormalization()] if chance.random() < 0.3 else [convolution]


def drawn(chance: random.Random) -> tuple[Experiment, int]:
    """An experiment that works and takes neither hours nor all memory, and its number of images."""
    while True:
        architecture, batch = a_network(chance), chance.choice((16, 32, 64, 128, 256, 512))
        summary, images = summarise(architecture, 10), batch * STEPS + chance.randrange(2000)
        if (
            not summary.errors
            and memory_bytes(summary, 2 * images, batch) < MAX_BYTES
            and 3 * STEPS * batch * summary.macs < MAX_WORK
        ):
            return Experiment(architecture=architecture, training=TrainingConfig(epochs=1, batch_size=batch)), images


class _Some(NoControl):
    """Ends a training after some batches: by then all of its memory is taken."""

    def __init__(self) -> None:
        self.asked = 0

    def stopped(self) -> bool:
        self.asked += 1
        return self.asked > STEPS


def highest(experiment: Experiment, images: int) -> int:
    """The most bytes that a training takes: to be called in a process of its own, which first loads what a worker has loaded."""
    from cnn_core.engine.worker import tasks  # noqa: F401  (lies in the memory of a worker)
    from cnn_core.keras_backend.train import train
    from cnn_core.keras_backend.warm_up import NullSink, warm

    warm()
    draw = np.random.default_rng(1)
    pixels = draw.integers(0, 256, (images, *experiment.architecture.input_shape), np.uint8)
    y, scaling = draw.integers(0, 10, images), Scaling(0.0, 255.0)
    x, few = (ScaledImages(pixels, rows, scaling) for rows in (np.arange(images), np.arange(100)))
    prepared = Prepared(x, y, few, y[:100], few, y[:100], scaling, 10)
    train(experiment, prepared, NullSink(), _Some(), file_export=False)
    status = Path("/proc/self/status").read_text()
    return 1024 * int(re.findall(r"VmHWM:\s*(\d+) kB", status)[0])


def memory(tally: Tally, count: int, chance: random.Random) -> None:
    """Random networks, batches and numbers of images, each trained for some batches in a new process, whose highest memory counts."""
    wrong = f"off by more than {AIM:.0%}"
    tally.count(wrong, 0)
    tally.count(LARGE, 0)
    for _ in range(count):
        experiment, images = drawn(chance)
        training = experiment.training
        own = memory_bytes(
            summarise(experiment.architecture, 10), 2 * images, training.batch_size, resolve(training.precision) == BFLOAT16
        )
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            took = process.submit(highest, experiment, images).result(PATIENCE)
        said = TENSORFLOW_BYTES + own
        tally.count(wrong, abs(said - took) > AIM * took)
        tally.count(LARGE, own > LARGE_BYTES)
        tally.reached("% at the most", 100 * abs(said - took) / took)
        tally.tried += 1
        print(f"said {said / 2**20:.0f} MB, of it {own / 2**20:.0f}; took {took / 2**20:.0f} MB", file=sys.stderr)


PROGRAMS: dict[str, tuple[str, Program]] = {"memory": ("The memory of a training, as it is said before", memory)}

if __name__ == "__main__":
    main(__doc__, PROGRAMS, 100)
