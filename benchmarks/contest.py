"""Trainings of equal networks in turns, each contestant in processes of its own: used by training.py, peers.py and at_once.py.

A turn is one training of a few epochs on 5,400 images of the bundled MNIST with Adam, validated on 600. Its figure is training images
per second, from the end of the first epoch, with which compiling ends, to the end of the last; validation is in it, as in a notebook.
In at_once.py a turn is two trainings, and its figure seconds. All have the priority of a training in the engine, the lowest.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

AS_STARTED = dict(os.environ)
"""Without what `cnn_core.keras_backend` adds to it: a notebook has TensorFlow's own settings."""

from cnn_core.cli.text import table  # noqa: E402  (what is imported here changes the environment)
from cnn_core.data.choice import DataChoice  # noqa: E402
from cnn_core.engine import Laboratory  # noqa: E402
from cnn_core.experiment import Experiment  # noqa: E402
from cnn_core.keras_backend.steps_per_execution import TRAINING_COSTS  # noqa: E402
from cnn_core.presets import PRESETS  # noqa: E402
from cnn_core.summary import summarise  # noqa: E402
from cnn_core.training.config import TrainingConfig  # noqa: E402
from cnn_core.training.optimizers import Adam  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
NETWORKS = {"small-cnn": 64, "notebook-5-cnn": 128, "notebook-4": 64, "notebook-1": 128}
"""Preset -> batch size."""
IMAGES, SPLIT = 6000, 0.1
TRAINED = round(IMAGES * (1 - SPLIT))
DATA = DataChoice(dataset="mnist-mini", train_size=IMAGES, validation="last", validation_split=SPLIT)
EPOCHS = 4

Turn = Callable[[], float]
"""One training, or some at once; its figure, such as images per second."""

MATRICES = """
import os, time
import numpy as np
a, b = (np.random.default_rng(k).normal(size=(2048, 2048)).astype(np.float32) for k in (0, 1))
a @ b
best = float("inf")
for _ in range(8):
    began = time.perf_counter()
    a @ b
    best = min(best, time.perf_counter() - began)
print(2048**3 / best)
"""


def experiment(preset: str, precision: str) -> Experiment:
    """The network of a preset with the data and settings of the contest."""
    training = TrainingConfig(epochs=EPOCHS, batch_size=NETWORKS[preset], optimizer=Adam(), precision=precision)
    return replace(PRESETS[preset].experiment, data=DATA, training=training)


@dataclass(frozen=True)
class Engine:
    """Trains in the app's engine, as the Train page does."""

    laboratory: Laboratory
    experiment: Experiment

    def __call__(self) -> float:
        run = self.laboratory.submit(self.experiment, "benchmark")
        state = self.laboratory.wait(run)
        if state.status != "finished":
            raise SystemExit(f"The training in the engine did not finish: {state.words}")
        ends = [each["time"] for each in self.laboratory.folder(run).events() if each["event"] == "epoch"]
        return (EPOCHS - 1) * TRAINED / (ends[-1] - ends[0])


class Program:
    """A contestant in a process: it gets the experiment as JSON, and for each line on stdin it trains and prints its figures."""

    def __init__(self, python: str, source: str, what: Mapping[str, object], **environment: str) -> None:
        whole = {**AS_STARTED, "PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3", **environment}
        command = [python, "-c", source, json.dumps(what)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=whole)
        if sys.platform.startswith("linux"):  # as in the engine, whose trainings fall behind all else that the machine does
            with suppress(OSError):
                os.sched_setscheduler(self._process.pid, os.SCHED_IDLE, os.sched_param(0))

    def train(self) -> list[float]:
        """One training; its figures."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print("train", file=self._process.stdin, flush=True)
        said = self._process.stdout.readline()
        if not said:
            raise SystemExit("A contestant ended; what it said stands above.")
        return [float(figure) for figure in said.split()]

    def __call__(self) -> float:
        (speed,) = self.train()
        return speed

    @property
    def pid(self) -> int:
        return self._process.pid

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


def in_turns(contestants: Mapping[str, Turn], rounds: int) -> dict[str, list[float]]:
    """The figure of each in every round. One training of each comes first and is not counted; every second round goes backwards."""
    for train in contestants.values():
        train()
    figures: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in range(rounds):
        for name in list(contestants)[:: 1 if turn % 2 == 0 else -1]:
            figures[name].append(contestants[name]())
        print(f"round {turn + 1} of {rounds} done", file=sys.stderr, flush=True)
    return figures


def matrix_speed() -> float:
    """Multiply-accumulates per second of a float32 matrix product on all cores, the best of eight: what the machine can do."""
    done = subprocess.run([sys.executable, "-c", MATRICES], capture_output=True, text=True, check=True)
    return float(done.stdout)


def used(preset: str, speed: float, limit: float) -> float:
    """The part of the machine's limit that a training at this many images per second makes use of."""
    return TRAINING_COSTS * summarise(PRESETS[preset].experiment.architecture).macs * speed / limit


def rows(preset: str, speeds: Mapping[str, Sequence[float]], against: str, limit: float) -> list[list[str]]:
    """A row for each contestant: median and range of its speeds, median of the rounds' ratios, part of the machine's limit."""
    lines = []
    for name, each in speeds.items():
        middle = statistics.median(each)
        ratio = statistics.median(mine / theirs for mine, theirs in zip(each, speeds[against], strict=True))
        spread = f"{min(each):,.0f} to {max(each):,.0f}"
        lines.append([preset, name, f"{middle:,.0f}", spread, f"{ratio:.2f}", f"{used(preset, middle, limit):.0%}"])
    return lines


def show(lines: Sequence[list[str]], against: str, limit: float) -> None:
    """Prints the table."""
    print(table(["network", "contestant", "images/s", "least to most", f"times {against}", "of the machine"], list(lines)))
    print(
        f"machine: {limit / 1e9:.0f} billion float32 multiply-accumulates per second in a matrix product, {os.cpu_count()} cores"
    )
