"""A dataset without the images that a person left out, and with the labels that they corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cnn_core.data.catalogue import displayed_name
from cnn_core.data.choice import DataChoice
from cnn_core.data.dataset import Dataset, Labels
from cnn_core.data.stratify import Indices
from cnn_core.errors import DatasetError


def corrected(dataset: Dataset, choice: DataChoice) -> Dataset:
    """The dataset itself, if nothing was corrected. DatasetError for an image or a class that it does not have.

    Images are counted from 0 in their part as it came, whatever else is left out.
    """
    dataset = _tested(dataset, choice)
    if not (choice.left_out or choice.relabelled):
        return dataset
    labels = corrected_labels(dataset, choice)
    if not choice.left_out:
        return replace(dataset, y_train=labels)
    return replace(dataset, x_train=dataset.x_train[kept(choice, len(dataset.y_train))], y_train=labels)


def corrected_labels(dataset: Dataset, choice: DataChoice) -> Labels:
    """The labels (n,) of the training images of `corrected`, and its errors about them, without a copy of the images."""
    if not (choice.left_out or choice.relabelled):
        return dataset.y_train
    count = len(dataset.y_train)
    for name, numbers in (("left_out", choice.left_out), ("relabelled", tuple(number for number, _ in choice.relabelled))):
        if numbers and numbers[-1] >= count:
            raise DatasetError(
                f"{name}: {dataset.name} has {count:,} training images, counted from 0; leave this correction out. "
                f"Received: {numbers[-1]}"
            )
    labels = _relabelled(dataset, "relabelled", dataset.y_train, choice.relabelled)[kept(choice, count)]
    if not len(labels):
        raise DatasetError(f"left_out: all {count:,} training images are left out; use some of them again.")
    return labels


def _relabelled(dataset: Dataset, name: str, labels: Labels, changed: tuple[tuple[int, int], ...]) -> Labels:
    """A copy of the labels of a part, with those that were changed; DatasetError for a class that there is not."""
    labels = labels.copy()
    for number, label in changed:
        if label >= dataset.classes:
            raise DatasetError(f"{name}: {dataset.name} has {dataset.classes} classes, counted from 0. Received: {label}")
        labels[number] = label
    return labels


def kept(choice: DataChoice, count: int) -> Indices:
    """The numbers of the training images that are not left out, rising."""
    return np.delete(np.arange(count), list(choice.left_out))


def numbers_tested(choice: DataChoice, count: int) -> Indices:
    """The numbers of the images that are tested with, rising, of `count` in the test part as it came."""
    return np.delete(np.arange(count), [number for number in choice.left_out_test if number < count])


def corrected_test_labels(dataset: Dataset, choice: DataChoice) -> Labels:
    """The labels (n,) of the test images of `corrected`, and its errors about them, without a copy of the images."""
    labels = labels_of_all_tests(dataset, choice)
    return labels[_kept_of_test(dataset, choice)] if choice.left_out_test else labels


def labels_of_all_tests(dataset: Dataset, choice: DataChoice) -> Labels:
    """The labels (n,) of the test images by their numbers, corrected ones as they are now; of images that are left out, too."""
    if not choice.relabelled_test:
        return dataset.y_test
    _check_number(dataset, "relabelled_test", choice.relabelled_test[-1][0])
    return _relabelled(dataset, "relabelled_test", dataset.y_test, choice.relabelled_test)


def corrections_left(choice: DataChoice, datasets: Sequence[str]) -> str:
    """A sentence on those of the datasets whose images the corrections of the choice are not about, so that they are taken as they came;
    empty where there are none."""
    others = [displayed_name(name) for name in dict.fromkeys(datasets) if name != choice.dataset]
    if not (choice.corrections and others):
        return ""
    taken = f"{others[0]} is taken as it came" if len(others) == 1 else f"{' and '.join(others)} are taken as they came"
    return f"What was corrected of {displayed_name(choice.dataset)} ({choice.corrections}) is about its images alone: {taken}."


def _tested(dataset: Dataset, choice: DataChoice) -> Dataset:
    if not (choice.left_out_test or choice.relabelled_test):
        return dataset
    labels = labels_of_all_tests(dataset, choice)
    if not choice.left_out_test:
        return replace(dataset, y_test=labels)
    kept = _kept_of_test(dataset, choice)
    return replace(dataset, x_test=dataset.x_test[kept], y_test=labels[kept])


def _kept_of_test(dataset: Dataset, choice: DataChoice) -> Indices:
    count = len(dataset.y_test)
    _check_number(dataset, "left_out_test", choice.left_out_test[-1])
    kept = numbers_tested(choice, count)
    if not len(kept):
        raise DatasetError(f"left_out_test: all {count:,} test images are left out; use some of them again.")
    return kept


def _check_number(dataset: Dataset, name: str, number: int) -> None:
    """DatasetError for a test image that there is not."""
    if number >= (count := len(dataset.y_test)):
        raise DatasetError(
            f"{name}: {dataset.name} has {count:,} test images, counted from 0; leave this correction out. Received: {number}"
        )
