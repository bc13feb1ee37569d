"""An experiment run twice on the same few images: in the laboratory, and as the exported script."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import keras
import matplotlib
import matplotlib.pyplot as plt
import numpy as np

from cnn_core.codegen import script
from cnn_core.data.bundled import bundled_arrays
from cnn_core.data.catalogue import CATALOGUE
from cnn_core.data.dataset import ARRAYS, Dataset
from cnn_core.data.load import load
from cnn_core.data.prepare import Prepared, prepare
from cnn_core.experiment import Experiment
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.train import train
from cnn_core.keras_backend.weights import set_weights
from cnn_core.summary import summarise
from cnn_core.training.events import Event
from cnn_core.training.interface import Outcome, Resume

matplotlib.use("Agg")
CURVES = ("loss", "accuracy", "val_loss", "val_accuracy")
TRAIN, TEST = 160, 100


class _Watcher:
    """A sink that keeps the curves, and a control that wants nothing."""

    def __init__(self) -> None:
        self.epochs: list[Event] = []

    def emit(self, event: Event) -> None:
        if event["event"] == "epoch":
            self.epochs.append(event)

    def checkpoint(self, *_: Any) -> None:
        pass

    def stopped(self) -> bool:
        return False

    paused = stopped

    def rate_factors(self) -> list[float]:
        return []


@dataclass(frozen=True)
class InTheLaboratory:
    prepared: Prepared
    outcome: Outcome
    curves: dict[str, list[float]]


def few_images(name: str) -> Dataset:
    """160 images to learn from and 100 to test with, under the name of a dataset; for digits, all of them."""
    if name == "digits":
        return load(name)
    entry, arrays = CATALOGUE[name], coloured() if name == "cifar10" else bundled_arrays("mnist-mini")
    parts = {key: arrays[key][: TRAIN if "train" in key else TEST] for key in ARRAYS}
    return Dataset(
        name=name,
        title=entry.title,
        x_train=parts["x_train"].reshape(TRAIN, *entry.input_shape),
        y_train=parts["y_train"].astype(np.int64),
        x_test=parts["x_test"].reshape(TEST, *entry.input_shape),
        y_test=parts["y_test"].astype(np.int64),
        class_names=entry.class_names,
        pixel_max=entry.pixel_max,
        source=entry.source,
        licence=entry.licence,
    )


def coloured() -> dict[str, np.ndarray]:
    """Images in the form of CIFAR-10 whose mean colour tells the class, but for noise."""
    draw = np.random.default_rng(5)
    means = draw.integers(60, 200, (10, 3))
    made = {}
    for part, count in (("train", TRAIN), ("test", TEST)):
        labels = np.arange(count) % 10
        noisy = means[labels][:, None, None] + draw.normal(0, 25, (count, 32, 32, 3))
        made |= {f"x_{part}": np.clip(noisy, 0, 255).astype(np.uint8), f"y_{part}": labels}
    return made


def in_the_laboratory(experiment: Experiment, dataset: Dataset, resume: Resume | None = None) -> InTheLaboratory:
    watcher, prepared = _Watcher(), prepare(dataset, experiment.data)
    outcome = train(experiment, prepared, watcher, watcher, resume, file_export=False)
    return InTheLaboratory(prepared, outcome, {name: [epoch[name] for epoch in watcher.epochs] for name in CURVES})


def as_a_script(experiment: Experiment, until: str = "\0") -> dict[str, Any]:
    """The names that the exported script, or its part up to a line, leaves behind. Its data file lies in the working directory."""
    names: dict[str, Any] = {"__name__": "__main__"}
    try:
        exec(compile(script(experiment).split(until)[0], "script.py", "exec"), names)
    finally:
        plt.close("all")
        keras.config.set_dtype_policy("float32")
    return names


@contextmanager
def served(dataset: Dataset, monkeypatch, folder):
    """The images where a script looks for them: in keras.datasets, or in a file of the working directory."""
    grey = dataset.x_train.shape[-1] == 1
    x_train, x_test = (part[..., 0] if grey else part for part in (dataset.x_train, dataset.x_test))
    with monkeypatch.context() as patch:
        patch.chdir(folder)
        if dataset.name == "mnist-mini":
            np.savez("mnist-mini.npz", x_train=x_train, y_train=dataset.y_train, x_test=x_test, y_test=dataset.y_test)
        elif dataset.name != "digits":
            pairs = ((x_train, dataset.y_train.astype("uint8")), (x_test, dataset.y_test.astype("uint8")))
            patch.setattr(getattr(keras.datasets, dataset.name), "load_data", lambda: pairs)
        yield


def assert_the_same(experiment: Experiment, laboratory: InTheLaboratory, names: dict[str, Any]) -> None:
    """Images, shapes and parameters, every figure of every epoch, all weights: equal. Test figures: but for the order of sums."""
    prepared = laboratory.prepared
    for ours, theirs in (("x_train", "x_train"), ("y_train", "y_train"), ("x_test", "x_test"), ("y_test", "y_test")):
        np.testing.assert_array_equal(names[theirs], getattr(prepared, ours))
    assert len(names["CLASS_NAMES"]) == prepared.classes
    summary, model = summarise(experiment.architecture, prepared.classes), names["model"]
    network = [layer for layer in model.layers if not type(layer).__name__.startswith("Random")]
    assert [tuple(layer.output.shape[1:]) for layer in network] == [row.output_shape for row in summary.rows]
    assert model.count_params() == summary.params

    history = names["history"].history
    expected = {name: values for name, values in laboratory.curves.items() if values[0] is not None}
    assert {name: history[name] for name in history if name != "learning_rate"} == expected
    built = build(experiment.architecture)
    set_weights(built, experiment.architecture, laboratory.outcome.weights)
    for layer, own in zip(network, built.layers, strict=True):
        for theirs, ours in zip(layer.get_weights(), own.get_weights(), strict=True):
            np.testing.assert_array_equal(theirs, ours)
    np.testing.assert_allclose(names["test_loss"], laboratory.outcome.test_loss, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(names["test_accuracy"], laboratory.outcome.test_accuracy, atol=1e-6)
