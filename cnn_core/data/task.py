"""The task posed by a dataset: which of all classes, or one class against the rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cnn_core.data.catalogue import entry_of
from cnn_core.data.choice import ONE, DataChoice
from cnn_core.data.corrections import corrected, corrected_labels, corrected_test_labels, kept, labels_of_all_tests
from cnn_core.data.dataset import Dataset, Labels
from cnn_core.data.stratify import Indices
from cnn_core.errors import DatasetError

REST, TARGET = 0, 1
"""The labels of the two classes of one against the rest."""


def class_names(choice: DataChoice, of_all: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The names of the outputs of a network for this choice, in order. DatasetError for an unknown dataset or class.

    `of_all` are the dataset's own names, where they are known already.
    """
    return _names(of_all or entry_of(choice.dataset).class_names, choice)


def for_task(dataset: Dataset, choice: DataChoice) -> Dataset:
    """The dataset for the task, with what was corrected of its training images; for all classes, the dataset itself.

    One against the rest: all training images of the target and `others` images of the other classes, drawn by `split_seed`, in
    the order of the dataset, and all test images; labels 1 for the target and 0 for the rest. DatasetError if there is no such
    class, no image of it or too few others.
    """
    dataset = corrected(dataset, choice)
    if choice.task != ONE:
        return dataset
    names = _names(dataset.class_names, choice)
    chosen = _drawn(dataset.name, dataset.y_train, choice)
    return replace(
        dataset,
        x_train=dataset.x_train[chosen],
        y_train=labels_for(dataset.y_train[chosen], choice),
        y_test=labels_for(dataset.y_test, choice),
        class_names=names,
    )


def training_labels(dataset: Dataset, choice: DataChoice) -> Labels:
    """The labels (n,) of the training images of `for_task`, and its errors about them, without a copy of the images."""
    labels = corrected_labels(dataset, choice)
    return labels if choice.task != ONE else labels_for(labels[_drawn(dataset.name, labels, choice)], choice)


def training_numbers(dataset: Dataset, choice: DataChoice) -> Indices:
    """The numbers of the training images of `for_task` in the dataset as it came, rising, and its errors about them."""
    numbers = kept(choice, len(dataset.y_train))
    return numbers if choice.task != ONE else numbers[_drawn(dataset.name, corrected_labels(dataset, choice), choice)]


def labels_of_test(dataset: Dataset, choice: DataChoice) -> Labels:
    """The same for the test images."""
    return labels_for(corrected_test_labels(dataset, choice), choice)


def all_test_labels(dataset: Dataset, choice: DataChoice) -> Labels:
    """The labels (n,) of all test images by their numbers in the dataset, as they are corrected; of those that are left out, too."""
    return labels_for(labels_of_all_tests(dataset, choice), choice)


def labels_for(labels: Labels, choice: DataChoice) -> Labels:
    """A dataset's own labels (n,) turned into those of the task."""
    return labels if choice.task != ONE else np.where(labels == choice.target, TARGET, REST).astype(np.int64)


def _names(names: tuple[str, ...], choice: DataChoice) -> tuple[str, ...]:
    if choice.task != ONE:
        return names
    if choice.target >= len(names):
        raise DatasetError(
            f"target: {choice.dataset} has {len(names)} classes, counted from 0; take one from 0 to {len(names) - 1}. "
            f"Received: {choice.target}"
        )
    return f"not {names[choice.target]}", names[choice.target]


def _drawn(name: str, labels: Labels, choice: DataChoice) -> Indices:
    """Indices into the training part, rising. `RandomState`, since NumPy promises that its numbers never change."""
    is_target = labels == choice.target
    mine, rest = np.flatnonzero(is_target), np.flatnonzero(~is_target)
    if not len(mine):
        raise DatasetError(
            f"target: {name} has no training image of class {choice.target}; take another class. Received: {choice.target}"
        )
    if not len(rest):
        raise DatasetError(
            f"task: {name} has training images of one class alone, so there is nothing to tell it from; ask which of all "
            f"classes it is. Received: {choice.task}"
        )
    wanted = choice.others or min(len(mine), len(rest))
    if wanted > len(rest):
        raise DatasetError(
            f"others: {name} has {len(rest):,} training images of other classes than {choice.target}; take fewer, or 0 "
            f"for as many as that class has. Received: {choice.others:,}"
        )
    drawn = np.random.RandomState(choice.split_seed).choice(rest, wanted, replace=False)
    return np.sort(np.concatenate([mine, drawn]))
