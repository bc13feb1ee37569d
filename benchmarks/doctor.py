"""What the training doctor says of planted faults, and of healthy trainings.

`python benchmarks/doctor.py [--out docs/doctor.md]`: each row is a real training on scikit-learn's digits with one fault planted; the
doctor sees its curves, its images and its weights. The presets have a program of their own, doctor_presets.py.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cnn_core.data.choice import DataChoice  # noqa: E402  (the path comes first)
from cnn_core.data.dataset import Dataset  # noqa: E402
from cnn_core.data.load import load  # noqa: E402
from cnn_core.data.prepare import prepare  # noqa: E402
from cnn_core.doctor.diagnose import diagnose  # noqa: E402
from cnn_core.doctor.facts import facts_of  # noqa: E402
from cnn_core.doctor.finding import Finding  # noqa: E402
from cnn_core.errors import TrainingError  # noqa: E402
from cnn_core.experiment import Experiment  # noqa: E402
from cnn_core.metrics.evaluation import evaluate  # noqa: E402
from cnn_core.spec import Architecture, BatchNormalization, Conv2D, Dense, Dropout, Flatten, Layer, MaxPooling2D  # noqa: E402
from cnn_core.training.config import TrainingConfig  # noqa: E402
from cnn_core.training.events import Event, event  # noqa: E402
from cnn_core.training.fold import fold  # noqa: E402
from cnn_core.training.interface import Arrays, NoControl  # noqa: E402
from cnn_core.training.optimizers import SGD, Adam, Optimizer  # noqa: E402

HEALTHY = 20
HEADING = "## Presets"
"""Of the part that doctor_presets.py writes into the same file."""
CNN = (Conv2D(filters=16, activation="relu"), MaxPooling2D(), Flatten(), Dense(units=32, activation="relu"))
MLP = (Flatten(), Dense(units=64, activation="relu"))


@dataclass(frozen=True)
class Case:
    """A planted fault: what the doctor is to call it, and the training."""

    fault: str
    code: str
    experiment: Experiment
    dataset: Dataset


class Events:
    """Keeps the events of a training, and the weights after each of its epochs."""

    def __init__(self) -> None:
        self.all: list[Event] = []
        self.weights: dict[int, Arrays] = {}

    def emit(self, event: Event) -> None:
        self.all.append(event)

    def checkpoint(self, epoch: int, weights: Arrays, state: Arrays) -> None:
        self.weights[epoch] = weights


def experiment(
    layers: tuple[Layer, ...], optimizer: Optimizer | None = None, epochs: int = 12, seed: int = 1, **data: object
) -> Experiment:
    network = Architecture(name="n", input_shape=(8, 8, 1), layers=(*layers, Dense(units=10, activation="softmax")))
    training = TrainingConfig(optimizer=optimizer or Adam(), epochs=epochs, batch_size=32, seed=seed, precision="float32")
    return Experiment(architecture=network, data=DataChoice(dataset="digits", **data), training=training)


def planted() -> Iterator[Case]:
    digits, rng = load("digits"), np.random.default_rng(0)
    sigmoids = (Flatten(), *(Dense(units=32, activation="sigmoid") for _ in range(7)))
    shuffled = replace(digits, y_train=rng.permutation(digits.y_train))
    kept = np.concatenate([np.flatnonzero(digits.y_train == n)[: 3 if n in (8, 9) else None] for n in range(10)])
    uneven = replace(digits, x_train=digits.x_train[kept], y_train=digits.y_train[kept])
    third = rng.random(len(digits.y_train)) < 0.3
    noisy = replace(digits, y_train=np.where(third, rng.integers(0, 10, len(third)), digits.y_train))
    normal = (
        Conv2D(filters=16, activation="linear"),
        BatchNormalization(momentum=0.999),
        Flatten(),
        Dense(units=32, activation="relu"),
    )
    wide = (Flatten(), Dense(units=512, activation="relu"), Dense(units=512, activation="relu"))
    yield Case("learning rate too large: SGD at 3", "rate-large", experiment(CNN, SGD(learning_rate=3.0)), digits)
    yield Case("learning rate too large: Adam at 0.5", "rate-large", experiment(MLP, Adam(learning_rate=0.5)), digits)
    yield Case("the loss is no number: SGD at 10 on pixels to 240", "rate-large", experiment(CNN, SGD(learning_rate=10.0), epochs=2, scaling="fixed", divisor=1 / 15), digits)  # fmt: skip
    yield Case("learning rate too small: SGD at 0.0001", "rate-small", experiment(CNN, SGD(learning_rate=1e-4), epochs=2), digits)
    yield Case("learning rate too small: Adam at 0.00001", "rate-small", experiment(CNN, Adam(learning_rate=1e-5)), digits)
    yield Case("dead relu: SGD at 0.04 with momentum 0.99 on pixels to 16", "dead-relu", experiment((Flatten(), *(Dense(units=16, activation="relu") for _ in range(3))), SGD(learning_rate=0.04, momentum=0.99), scaling="fixed", divisor=1.0), digits)  # fmt: skip
    yield Case("labels shuffled, a network that learns them by heart", "labels", experiment(wide, epochs=40), shuffled)
    yield Case("labels shuffled, a small network", "guessing", experiment(MLP, epochs=3), shuffled)
    yield Case("seven sigmoid layers", "vanishing", experiment(sigmoids, SGD(), epochs=6), digits)
    zeros = (Flatten(), Dense(units=64, activation="relu", kernel_initializer="zeros"))
    yield Case("a hidden layer whose weights begin as zeros", "alike-weights", experiment(zeros, epochs=3), digits)
    ones = (Flatten(), Dense(units=64, activation="relu", kernel_initializer="ones"))
    yield Case("a hidden layer whose weights begin as ones", "alike-weights", experiment(ones, SGD(), epochs=2), digits)
    yield Case("five sigmoid layers", "vanishing", experiment(sigmoids[:6], SGD(), epochs=2), digits)
    yield Case("batch normalization with momentum 0.999, 3 epochs", "batch-norm", experiment(normal, epochs=3), digits)
    yield Case(
        "overfitting: a wide network, a third of the labels wrong",
        "overfitting",
        experiment(wide, epochs=30, validation_split=0.3),
        noisy,
    )
    yield Case("too few epochs: 3 of SGD", "too-few-epochs", experiment(CNN, SGD(learning_rate=0.02), epochs=3), digits)
    yield Case("blank images", "blank", experiment(CNN, epochs=2), replace(digits, x_train=np.full_like(digits.x_train, 7)))
    grey = replace(digits, x_train=digits.x_train * 15, x_test=digits.x_test * 15, pixel_max=255)
    yield Case("pixels from 0 to 240, not scaled", "scaling", experiment(CNN, epochs=3, scaling="fixed", divisor=1.0), grey)
    order = np.argsort(digits.y_train, kind="stable")
    sorted_ = replace(digits, x_train=digits.x_train[order], y_train=digits.y_train[order])
    yield Case("images sorted by class, the last 5% to validate", "sorted", experiment(CNN, epochs=2, validation="last", validation_split=0.05), sorted_)  # fmt: skip
    leak = replace(digits, x_train=np.concatenate([digits.x_train, digits.x_test[:90]]), y_train=np.concatenate([digits.y_train, digits.y_test[:90]]))  # fmt: skip
    yield Case("90 test images among the training images", "copies", experiment(CNN, epochs=2), leak)
    few = experiment(CNN, epochs=2, train_size=200)
    yield Case(
        "a batch of 512 for 180 images", "batch-large", replace(few, training=replace(few.training, batch_size=512)), digits
    )
    tiny = (Flatten(), Dense(units=1, activation="tanh"))
    yield Case("one unit for ten classes", "underfitting", experiment(tiny, epochs=40), digits)
    yield Case("uneven classes: 3 images each of 8 and 9", "uneven", experiment(CNN, SGD(), validation="none"), uneven)


def healthy() -> Iterator[Case]:
    digits = load("digits")
    networks = (CNN, MLP, (*CNN, Dropout(rate=0.3)), (Conv2D(filters=8, activation="relu"), BatchNormalization(momentum=0.9), MaxPooling2D(), Flatten()), (Flatten(), Dense(units=48, activation="tanh")))  # fmt: skip
    for number in range(HEALTHY):
        made = experiment(networks[number % 5], Adam() if number % 2 else SGD(learning_rate=0.05, momentum=0.9), 15, seed=number)
        yield Case(f"healthy {number + 1}", "", made, digits)


def findings(case: Case) -> tuple[list[Finding], int, float]:
    """What is said of the training at its end, the epoch after which the planted fault is named first, 0 if only at the end, and its test
    accuracy."""
    from cnn_core.keras_backend.train import train

    sink, prepared = Events(), prepare(case.dataset, case.experiment.data)
    confusion, weights, accuracy = None, {}, 0.0
    try:
        outcome = train(case.experiment, prepared, sink, NoControl(), file_export=False)
        sink.emit(event("finished", reason=outcome.reason, epochs=outcome.epochs, seconds=outcome.seconds))
        weights = outcome.weights
        if outcome.probabilities is not None:
            confusion = evaluate(outcome.labels, outcome.probabilities, case.dataset.class_names).confusion
            accuracy = outcome.test_accuracy or 0.0
    except TrainingError as error:
        sink.emit(event("failed", reason=str(error)))

    def said(events: list[Event], confusion: Any, weights: Arrays) -> list[Finding]:
        state = fold(events)
        facts = facts_of(case.dataset, case.experiment, state, confusion, lambda: weights, lambda: sink.weights.get(0, {}))
        return diagnose(case.experiment, state, facts, prepared.classes)

    ends = [number for number, each in enumerate(sink.all) if each["event"] == "epoch"]
    named = 0
    for epoch, end in enumerate(ends, 1):
        if case.code in [each.code for each in said(sink.all[: end + 1], None, sink.weights.get(epoch, {}))]:
            named = epoch
            break
    last = said(sink.all, confusion, weights)
    failed = sink.all[-1]["event"] == "failed" and case.code in [each.code for each in last]
    return last, named or (len(ends) + 1 if failed else 0), accuracy


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    made.add_argument("--out", type=Path, help="also writes the table into this file")
    chosen = made.parse_args()
    lines = ["| planted fault | is called | after epoch | cures offered |", "| --- | --- | ---: | --- |"]
    right = 0
    cases = list(planted())
    for case in cases:
        said, epoch, _ = findings(case)
        right += case.code in [each.code for each in said]
        cures = ", ".join(cure.label for each in said for cure in each.cures)
        lines.append(
            f"| {case.fault} | {', '.join(each.code for each in said) or 'nothing'} | {epoch or 'the last'} | {cures or '–'} |"
        )
        print(lines[-1], f"(wanted: {case.code})", flush=True)
    alarms = []
    for case in healthy():
        said, _, _ = findings(case)
        alarms += [f"{case.fault}: {each.code}" for each in said]
        print(case.fault, [each.code for each in said], flush=True)
    end = f"{right} of {len(cases)} planted faults are found; {len(alarms)} false alarms on {HEALTHY} healthy trainings. {'; '.join(alarms)}"
    print(end)
    if chosen.out:
        head = "# The training doctor\n\nWhat it says of planted faults, each a real training on scikit-learn's digits, and after which epoch it says so first: written by `python benchmarks/doctor.py --out docs/doctor.md`.\n"
        of_presets = [f"{HEADING}{each}" for each in chosen.out.read_text().split(HEADING)[1:]] if chosen.out.exists() else []
        chosen.out.write_text("\n".join([head, *lines, "", end.strip(), "", *of_presets]))
    return 0 if right == len(cases) and not alarms else 1


if __name__ == "__main__":
    sys.exit(main())
