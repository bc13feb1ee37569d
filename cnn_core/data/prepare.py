"""From a dataset and a data choice to the arrays for a training."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.choice import DataChoice
from cnn_core.data.dataset import Dataset, Labels
from cnn_core.data.scaling import Scaling, scaling_of
from cnn_core.data.split import split
from cnn_core.data.task import for_task

__all__ = ["Prepared", "Scaling", "prepare"]
Images = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Prepared:
    """Scaled images (n, height, width, channels) and their labels (n,); `x_val` and `y_val` are None without validation.

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
    """Takes what the task needs, draws the parts, then scales all of them alike; the scaling looks at nothing but the images
    that are trained on.

    With `validation="test"` the validation arrays are the test arrays themselves. DatasetError as `for_task`, `split` and
    `scaling_of` say.
    """
    dataset = for_task(dataset, choice)
    parts = split(dataset.y_train, choice)
    pixels = dataset.x_train[parts.train]
    scaling = scaling_of(choice, pixels, dataset.pixel_max)
    x_test, y_test = scaling.apply(dataset.x_test), dataset.y_test
    x_val: Images | None = None
    y_val: Labels | None = None
    if choice.validation == "test":
        x_val, y_val = x_test, y_test
    elif len(parts.validation):
        x_val, y_val = scaling.apply(dataset.x_train[parts.validation]), dataset.y_train[parts.validation]
    return Prepared(
        x_train=scaling.apply(pixels),
        y_train=dataset.y_train[parts.train],
        x_val=x_val,
        y_val=y_val,
        x_test=x_test,
        y_test=y_test,
        scaling=scaling,
        classes=dataset.classes,
        pixel_max=dataset.pixel_max,
    )
