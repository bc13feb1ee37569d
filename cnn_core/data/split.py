"""Which training images are trained on and which are held back for validation."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.choice import GIVEN, DataChoice
from cnn_core.data.stratify import Indices, stratified_parts, stratified_sample
from cnn_core.errors import DatasetError

MIN_OF_A_CLASS = 2
"""Images of each class that a subset must hold: one to train on and one to hold back."""

MORE_HELD_BACK = (0.2, 0.3, 0.4)


@dataclass(frozen=True, eq=False)
class Split:
    """Indices into the training part, in the order of use: `train` to train on, `validation` held back (may be empty)."""

    train: Indices
    validation: Indices


def split(labels_train: NDArray[np.int64], choice: DataChoice, given_from: int | None = None) -> Split:
    """The subset of `train_size` images, drawn by seed with each class in its proportion, then its parts.

    stratified: `ceil(n * validation_split)` images, as scikit-learn's `train_test_split(test_size=..., stratify=...)` draws them.
    last: the images from `floor(n * (1 - validation_split))` on, as Keras's `validation_split` takes them.
    given: those from `given_from` on, as the choice says for all classes; all of them validate, and the subset is of those before.
    test, none: all are trained on. DatasetError if a part or a class would be left empty.
    """
    if choice.validation == GIVEN:
        return _given(labels_train, choice, choice.given_from if given_from is None else given_from)
    chosen = subset(labels_train, choice.train_size, choice.split_seed)
    labels, n = labels_train[chosen], len(chosen)
    if choice.validation == "stratified":
        held_back = math.ceil(choice.validation_split * n)
        _check_stratified(labels, held_back, choice)
        train, validation = stratified_parts(labels, n - held_back, choice.split_seed)
        _check_classes(labels, labels[validation], "to validate with", choice)
    elif choice.validation == "last":
        at = math.floor(n * (1.0 - choice.validation_split))
        train, validation = np.arange(at), np.arange(at, n)
        if not (len(train) and len(validation)):
            raise _too_few(
                choice, f"of {n} images, {len(train)} would be left to learn from and {len(validation)} to validate with"
            )
    else:
        train, validation = np.arange(n), np.arange(0)
    _check_classes(labels, labels[train], "to learn from", choice)
    return Split(chosen[train], chosen[validation])


def _given(labels: NDArray[np.int64], choice: DataChoice, at: int) -> Split:
    if not choice.validation_from:
        raise DatasetError("validation: these images came without a validation part; take another kind. Received: 'given'")
    if not 0 < at < len(labels):
        raise DatasetError(
            f"validation_from: of {len(labels):,} training images, {at:,} would be left to learn from and {max(0, len(labels) - at):,} to "
            f"validate with; take another kind of validation. Received: {choice.validation_from:,}"
        )
    missing = np.setdiff1d(labels, labels[:at])
    if len(missing):
        raise DatasetError(
            f"validation: every image of class {missing[0]} is in the given validation part, and none is left to learn from; take another "
            f"kind of validation. Received: {choice.validation!r}"
        )
    train = subset(labels[:at], choice.train_size, choice.split_seed)
    return Split(train, np.arange(at, len(labels)))


def workable(labels_train: NDArray[np.int64], choice: DataChoice) -> DataChoice:
    """The choice, if these labels can be split so; else with more held back to validate, or in the end without validation. Where the given
    validation part has all images of a class, images are drawn from all instead; what else may be wrong with it is said by `split`."""
    if choice.validation == GIVEN:
        drawn = replace(choice, validation=DataChoice().validation)
        return workable(labels_train, drawn) if why_not(labels_train, choice) else choice
    for part in (choice.validation_split, *MORE_HELD_BACK):
        wider = choice if part <= choice.validation_split else replace(choice, validation_split=part)
        with suppress(DatasetError):
            split(labels_train, wider)
            return wider
    return replace(choice, validation="none")


def why_not(labels_train: NDArray[np.int64], choice: DataChoice) -> str:
    """Why these labels cannot be split as the choice says, as a sentence goes on with what is held back instead; empty if they can."""
    if choice.validation == GIVEN:
        all_of_one = len(np.setdiff1d(labels_train, labels_train[: choice.given_from])) > 0
        return (
            "The validation part that came with them has all images of a class, so it does not validate and" if all_of_one else ""
        )
    with suppress(DatasetError):
        split(labels_train, choice)
        return ""
    try:
        labels = labels_train[subset(labels_train, choice.train_size, choice.split_seed)]
    except DatasetError:
        return f"Of these {len(labels_train):,} images no {choice.train_size:,} with enough of each class can be taken, so"
    held_back = math.ceil(choice.validation_split * len(labels))
    if choice.validation == "last":
        few = held_back >= len(labels)
        return "They are so few that" if few else "Their last part has all images of a class, so"
    few = min(held_back, len(labels) - held_back) < len(np.unique(labels))
    return "They are so few that" if few else "Their smallest class is so small that"


def as_wanted(labels_train: NDArray[np.int64], choice: DataChoice, before: DataChoice) -> DataChoice:
    """The choice, divided as `before` if that is all that `workable` changed for these labels; as it is if somebody divided it otherwise."""
    wanted = replace(choice, validation=before.validation, validation_split=before.validation_split)
    return wanted if workable(labels_train, wanted) == choice else choice


def subset(labels: NDArray[np.int64], size: int, seed: int) -> Indices:
    """Indices of `size` images, each class in its proportion, in a drawn order; all of them in their own order if `size` is 0."""
    if size in (0, len(labels)):
        return np.arange(len(labels))
    if size > len(labels):
        raise DatasetError(f"train_size: there are {len(labels):,} training images; take fewer, or 0 for all. Received: {size:,}")
    kinds = len(np.unique(labels))
    few_left_out = len(labels) - size < kinds
    chosen = stratified_sample(labels, size, seed) if few_left_out else stratified_parts(labels, size, seed)[0]
    classes, counts = np.unique(labels[chosen], return_counts=True)
    wanted = MIN_OF_A_CLASS * kinds
    if size < wanted or len(classes) * MIN_OF_A_CLASS < wanted or counts.min() < MIN_OF_A_CLASS:
        raise DatasetError(
            f"train_size: every class needs at least {MIN_OF_A_CLASS} images, and a draw in proportion would leave one with "
            f"fewer; take more than {max(size, wanted - 1)}, or 0 for all. Received: {size}"
        )
    return chosen


def _check_stratified(labels: NDArray[np.int64], held_back: int, choice: DataChoice) -> None:
    classes = len(np.unique(labels))
    if min(held_back, len(labels) - held_back) < classes:
        raise _too_few(choice, f"{held_back} of {len(labels)} images cannot show all {classes} classes on both sides")


def _check_classes(labels: NDArray[np.int64], part: NDArray[np.int64], purpose: str, choice: DataChoice) -> None:
    missing = np.setdiff1d(labels, part)
    if len(missing):
        raise _too_few(choice, f"no image of class {missing[0]} would be left {purpose}")


def _too_few(choice: DataChoice, problem: str) -> DatasetError:
    return DatasetError(
        f"validation_split: {problem}; take more images, another part, or another kind of validation. "
        f"Received: {choice.validation_split:g} ({choice.validation}), train_size {choice.train_size}"
    )
