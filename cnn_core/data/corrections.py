"""The training images without those that are left out, and with the labels that a person corrected."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cnn_core.data.choice import DataChoice
from cnn_core.data.dataset import Dataset
from cnn_core.errors import DatasetError


def corrected(dataset: Dataset, choice: DataChoice) -> Dataset:
    """The dataset itself, if nothing was corrected. DatasetError for an image or a class that it does not have.

    Images are counted from 0 in the training part as it came, whatever else is left out.
    """
    if not (choice.left_out or choice.relabelled):
        return dataset
    count = len(dataset.y_train)
    for name, numbers in (("left_out", choice.left_out), ("relabelled", tuple(number for number, _ in choice.relabelled))):
        if numbers and numbers[-1] >= count:
            raise DatasetError(
                f"{name}: {dataset.name} has {count:,} training images, counted from 0; leave this correction out. "
                f"Received: {numbers[-1]}"
            )
    labels = dataset.y_train.copy()
    for number, label in choice.relabelled:
        if label >= dataset.classes:
            raise DatasetError(f"relabelled: {dataset.name} has {dataset.classes} classes, counted from 0. Received: {label}")
        labels[number] = label
    if not choice.left_out:
        return replace(dataset, y_train=labels)
    kept = np.delete(np.arange(count), list(choice.left_out))
    if not len(kept):
        raise DatasetError(f"left_out: all {count:,} training images are left out; use some of them again.")
    return replace(dataset, x_train=dataset.x_train[kept], y_train=labels[kept])
