"""What the doctor knows beside settings and curves: a few figures of the images, of the test, and of units that give nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cnn_core.data.dataset import Dataset
from cnn_core.data.task import for_task
from cnn_core.errors import EngineError
from cnn_core.experiment import Experiment
from cnn_core.explain.numpy_network import numpy_outputs
from cnn_core.spec.architecture import Architecture
from cnn_core.training.guessing import guessing
from cnn_core.training.interface import Arrays
from cnn_core.training.state import RunState

PROBED, SAMPLED = 16, 500
Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Facts:
    """Whatever is not known is empty, and then says nothing.

    `shares` are the parts of the training images in each class, `recalls` the parts of each class's test images that are read right;
    `spread` is the standard deviation of the scaled pixels; `silent`, worked out only of a training that guesses, gives for each layer
    with relu the part of its units that are 0 for all probed images.
    """

    shares: tuple[float, ...] = ()
    recalls: tuple[float, ...] = ()
    spread: float | None = None
    silent: Mapping[int, float] = field(default_factory=dict)


def facts_of(
    dataset: Dataset, experiment: Experiment, state: RunState, confusion: Array | None, weights: Callable[[], Arrays]
) -> Facts:
    """The facts of a training on these images: `confusion` is that of its test, rows true, `weights` gives its last, empty if unknown.

    DatasetError if the dataset is not that of the experiment.
    """
    asked = for_task(dataset, experiment.data)
    counts = np.bincount(asked.y_train, minlength=asked.classes)
    offset, divisor = state.scaling
    pixels = asked.x_train[:: max(1, len(asked.x_train) // SAMPLED)][:SAMPLED].astype(np.float32)

    loss = experiment.training.loss
    guesses = guessing(state.history, state.train_size, asked.classes, loss, state.validation_size) is not None
    return Facts(
        shares=tuple(float(count / len(asked.y_train)) for count in counts),
        recalls=() if confusion is None else recalls_of(confusion),
        spread=float(pixels.std() / abs(divisor)),
        silent=_silent(experiment.architecture, weights(), (pixels[:PROBED] - offset) / divisor) if guesses else {},
    )


def _silent(architecture: Architecture, weights: Arrays, images: Array) -> dict[int, float]:
    try:
        return silent_parts(architecture, weights, images) if weights else {}
    except (EngineError, ValueError):  # a kind of layer that NumPy does not compute here
        return {}


def recalls_of(confusion: Array) -> tuple[float, ...]:
    """Of a confusion matrix, rows true: the part of each row on the diagonal; 1 for a class without images."""
    return tuple(float(row[number] / row.sum()) if row.sum() else 1.0 for number, row in enumerate(confusion))


def silent_parts(architecture: Architecture, weights: Arrays, images: Array) -> dict[int, float]:
    """Layer index -> the part of its units (of a convolution: its channels) that are 0 for all of these scaled images."""
    outputs = numpy_outputs(architecture, weights, images[:PROBED])
    found = {}
    for index, layer in enumerate(architecture.layers):
        if index in outputs and getattr(layer, "activation", "") == "relu":
            values = outputs[index]
            found[index] = float(1 - (values > 0).any(axis=tuple(range(values.ndim - 1))).mean())
    return found
