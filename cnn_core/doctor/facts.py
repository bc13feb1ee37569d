"""What the doctor knows beside settings and curves: a few figures of the images, of the test, and of units that give nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cnn_core.data.dataset import Dataset
from cnn_core.data.divided import divided
from cnn_core.data.stratify import Indices
from cnn_core.data.task import for_task
from cnn_core.errors import EngineError
from cnn_core.experiment import Experiment
from cnn_core.explain.numpy_network import numpy_outputs
from cnn_core.spec.architecture import Architecture
from cnn_core.training.guessing import guessing
from cnn_core.training.interface import Arrays
from cnn_core.training.state import RunState

PROBED, SAMPLED = 16, 500
PLAIN = " -_/'&,"
Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Facts:
    """Whatever is not known is empty, and then says nothing.

    `shares` are the parts of the training images in each class, `names` what these are called,
    `recalls` the parts of each class's test images that are read right, `tested_of` how many these are;
    `answers` are the parts of all test images that are read as each class, `validated_classes` is of how many classes the validation images
    are; of `tested` test images `copied` are among those that it learned from, too; `copies` are the numbers of all training images that
    are in the test, also of those that this run did not draw, as another one may.
    `spread` is the standard deviation of the scaled pixels; `silent`, worked out only of a training that guesses, gives for each layer
    with relu the part of its units, 0 to 1, that are 0 for all probed images, and `moved` for each layer the change of its kernel since it
    began, in parts of the norm that it had then (0.01 is 1%).
    """

    shares: tuple[float, ...] = ()
    names: tuple[str, ...] = ()
    recalls: tuple[float, ...] = ()
    tested_of: tuple[int, ...] = ()
    spread: float | None = None
    answers: tuple[float, ...] = ()
    validated_classes: int = 0
    copied: int = 0
    tested: int = 0
    copies: tuple[int, ...] = ()
    silent: Mapping[int, float] = field(default_factory=dict)
    moved: Mapping[int, float] = field(default_factory=dict)

    def called(self, number: int) -> str:
        """The name of a class, in quotes if it has several words; its number where names are not known, or have marks that a page would
        read as markup."""
        name = self.names[number] if number < len(self.names) else ""
        if not name or not all(each.isalnum() or each in PLAIN for each in name):
            return str(number)
        return f'"{name}"' if " " in name else name


def facts_of(
    dataset: Dataset,
    experiment: Experiment,
    state: RunState,
    confusion: Array | None,
    weights: Callable[[], Arrays],
    first_weights: Callable[[], Arrays] = dict,
) -> Facts:
    """The facts of a training on these images: `confusion` is that of its test, rows true, `weights` gives its last and `first_weights`
    those that it began with, empty if unknown.

    DatasetError if the dataset is not that of the experiment.
    """
    asked = for_task(dataset, experiment.data)
    counts = np.bincount(asked.y_train, minlength=asked.classes)
    offset, divisor = state.scaling
    pixels = asked.x_train[:: max(1, len(asked.x_train) // SAMPLED)][:SAMPLED].astype(np.float32)

    parts = divided(dataset, experiment.data)
    copied, copies = _copies(dataset, experiment.data.left_out, asked, parts.train)
    loss = experiment.training.loss
    guesses = guessing(state.history, state.train_size, asked.classes, loss, state.validation_size) is not None
    now = weights() if guesses else {}
    return Facts(
        shares=tuple(float(count / len(asked.y_train)) for count in counts),
        names=asked.class_names,
        recalls=() if confusion is None else recalls_of(confusion),
        tested_of=() if confusion is None else tuple(int(each) for each in confusion.sum(axis=1)),
        answers=() if confusion is None else tuple(float(each) for each in confusion.sum(axis=0) / max(1, confusion.sum())),
        validated_classes=len(np.unique(asked.y_train[parts.validation])),
        copied=copied,
        tested=len(asked.x_test),
        copies=copies,
        spread=float(pixels.std() / abs(divisor)),
        silent=_silent(experiment.architecture, now, (pixels[:PROBED] - offset) / divisor),
        moved=moved_parts(first_weights(), now) if guesses else {},
    )


def _copies(dataset: Dataset, left_out: tuple[int, ...], asked: Dataset, learned: Indices) -> tuple[int, tuple[int, ...]]:
    """How many images of the test are among those of the training part of `asked` that were `learned`, pixel by pixel, and the numbers
    of all of the dataset that are in the test and not left out."""
    tests = [image.tobytes() for image in asked.x_test]
    wanted, gone = set(tests), set(left_out)
    copies = tuple(number for number, image in enumerate(dataset.x_train) if number not in gone and image.tobytes() in wanted)
    known = wanted.intersection(asked.x_train[number].tobytes() for number in learned) if copies else set()
    return sum(pixels in known for pixels in tests), copies


def _silent(architecture: Architecture, weights: Arrays, images: Array) -> dict[int, float]:
    try:
        return silent_parts(architecture, weights, images) if weights else {}
    except (EngineError, ValueError):  # a kind of layer that NumPy does not compute here
        return {}


def moved_parts(first: Arrays, last: Arrays) -> dict[int, float]:
    """Layer index -> the norm of the change of its kernel in parts of the norm that it began with."""
    found = {}
    for name in first.keys() & last.keys():
        index, _, which = name.partition(".")
        began = float(np.linalg.norm(first[name]))
        if which == "kernel" and began and first[name].shape == last[name].shape:
            found[int(index)] = float(np.linalg.norm(last[name] - first[name])) / began
    return found


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
