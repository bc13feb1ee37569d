"""From a dataset and a data choice to the arrays for a training."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.choice import DataChoice
from cnn_core.data.dataset import Dataset, Labels
from cnn_core.data.divided import divided
from cnn_core.data.scaled_images import ScaledImages
from cnn_core.data.scaling import Scaling, scaling_of
from cnn_core.data.task import for_task

__all__ = ["Prepared", "Scaling", "prepare"]
Images = NDArray[np.float32] | ScaledImages


@dataclass(frozen=True, eq=False)
class Prepared:
    """Scaled images (n, height, width, channels), as arrays or as pixels that are scaled where they are read, and their labels (n,);
    `x_val` and `y_val` are None without validation.

    `classes` and the labels are those of the task; before scaling, pixels went from 0 to `pixel_max`.
    """

    x_train: Images
    y_train: Labels
    x_val: Images | None
    y_val: Labels | None
    x_test: Images
    y_test: Labels
    scaling: Scaling
    classes: int
    pixel_max: int = 255


def prepare(dataset: Dataset, choice: DataChoice) -> Prepared:
    """Takes what the task needs, draws the parts, and finds the scaling of all of them, which looks at nothing but the images
    that are trained on. No image is copied.

    With `validation="test"` the validation arrays are the test arrays themselves. DatasetError as `for_task`, `divided` and
    `scaling_of` say.
    """
    parts = divided(dataset, choice)
    dataset = for_task(dataset, choice)
    seen = dataset.x_train[parts.train] if choice.scaling == "standard" else dataset.x_train[:1]
    scaling = scaling_of(choice, seen, dataset.pixel_max)
    x_test: Images = ScaledImages(dataset.x_test, np.arange(len(dataset.x_test)), scaling)
    y_test = dataset.y_test
    x_val: Images | None = None
    y_val: Labels | None = None
    if choice.validation == "test":
        x_val, y_val = x_test, y_test
    elif len(parts.validation):
        x_val, y_val = ScaledImages(dataset.x_train, parts.validation, scaling), dataset.y_train[parts.validation]
    return Prepared(
        x_train=ScaledImages(dataset.x_train, parts.train, scaling),
        y_train=dataset.y_train[parts.train],
        x_val=x_val,
        y_val=y_val,
        x_test=x_test,
        y_test=y_test,
        scaling=scaling,
        classes=dataset.classes,
        pixel_max=dataset.pixel_max,
    )
