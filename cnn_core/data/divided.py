"""How the images of a dataset are divided for a choice, whatever was taken out of them before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from cnn_core.data.choice import GIVEN, DataChoice
from cnn_core.data.dataset import Dataset
from cnn_core.data.entry import Entry
from cnn_core.data.split import Split, split
from cnn_core.data.task import training_labels, training_numbers
from cnn_core.errors import DatasetError


def divided(dataset: Dataset, choice: DataChoice) -> Split:
    """The split of the training images of `for_task(dataset, choice)`, without a copy of the images. DatasetError as both say."""
    labels = training_labels(dataset, choice)
    if choice.validation != GIVEN:
        return split(labels, choice)
    begins = np.searchsorted(training_numbers(dataset, choice), choice.validation_from)
    return split(labels, choice, int(begins))


def as_given(choice: DataChoice, entry: Entry) -> DataChoice:
    """The choice for the images of this entry: those that came as its validation part validate, and those of others do not."""
    if entry.validation_from:
        return replace(choice, validation=GIVEN, validation_from=entry.validation_from)
    return _without_given(choice)


def as_said(choice: DataChoice, entry: Entry, said: Collection[str]) -> DataChoice:
    """The choice for the images of this entry, where somebody set the fields `said`: a kind of validation stays what they said, a part
    held back is one of all images, and where they said neither, other images are divided `as_given`.

    DatasetError if the given validation part is asked for, and these images came without one.
    """
    if "validation" in said:
        return _with_given(choice, entry) if choice.validation == GIVEN else choice
    if "validation_split" in said:
        return _without_given(choice)
    return as_given(choice, entry) if "dataset" in said else choice


def _with_given(choice: DataChoice, entry: Entry) -> DataChoice:
    if not entry.validation_from:
        raise DatasetError(f"validation: {entry.title} came without a validation part; take another kind. Received: {GIVEN!r}")
    return as_given(choice, entry)


def _without_given(choice: DataChoice) -> DataChoice:
    return replace(choice, validation=DataChoice().validation) if choice.validation == GIVEN else choice
