"""A few validation images, one of each class if there are not too many, that are watched while a network learns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.choice import DataChoice
from cnn_core.data.dataset import Dataset, Labels
from cnn_core.data.divided import divided
from cnn_core.data.task import for_task

COUNT = 12


def watched_rows(labels: Labels) -> list[int]:
    """Rows of at most 12 images: the first of each class, then the second of each, and so on; ordered by class."""
    place = np.empty(len(labels), np.int64)
    for kind in np.unique(labels):
        found = np.flatnonzero(labels == kind)
        place[found] = np.arange(len(found))
    chosen = np.lexsort((labels, place))[:COUNT]
    return [int(row) for row in chosen[np.lexsort((chosen, labels[chosen]))]]


def watched_images(dataset: Dataset, choice: DataChoice, rows: Sequence[int]) -> tuple[NDArray[np.uint8], Labels]:
    """These rows of the validation images, unscaled (n, height, width, channels), and their labels in the task (n,).

    DatasetError as `divided` says; IndexError if the rows are those of other images.
    """
    asked = for_task(dataset, choice)
    if choice.validation == "test":
        return asked.x_test[list(rows)], asked.y_test[list(rows)]
    held_back = divided(dataset, choice).validation[list(rows)]
    return asked.x_train[held_back], asked.y_train[held_back]
