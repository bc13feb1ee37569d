"""Labels of every kind that people keep: numbers from 0, from 1 or negative, words, bytes, columns, one-hot rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.own import MAX_CLASSES
from cnn_core.uploads.arrays.array import Values, one_hot
from cnn_core.uploads.arrays.rows_of_names import without_head
from cnn_core.uploads.source import NO_LABEL, Answers, Question, ask, check_class_names, refused
from cnn_core.uploads.words.naming import alike, is_count, natural
from cnn_core.uploads.words.silent_words import said_ones

NAMED = 1000
QMNIST_COLUMNS = 8
"""QMNIST keeps who wrote a digit and more in seven further columns."""
NO_NUMBER = ("nan", "NaN")
"""How NumPy and pandas write a number that is missing."""


def may_be_labels(shape: tuple[int, ...]) -> bool:
    """Whether an array of this shape can hold labels: one for each image, perhaps as a row of 0 and 1."""
    flat = len(shape) > 2 and max(shape[1:]) == 1  # as PatchCamelyon has them
    return len(shape) == 1 or flat or (len(shape) == 2 and (min(shape) == 1 or shape[1] <= MAX_CLASSES))


def count_of(shape: tuple[int, ...]) -> int:
    """How many images an array of labels speaks of."""
    return shape[1] if len(shape) == 2 and shape[0] == 1 else shape[0]


def classes_of(
    parts: Mapping[str, Values],
    known: Mapping[str, str],
    listed: Sequence[str],
    name: str,
    notes: list[str],
    answers: Answers,
    questions: list[Question],
) -> tuple[tuple[str, ...], dict[str, NDArray[np.int64]]]:
    """Class names in the order in which people count, and for each part numbers (n,) among them, NO_LABEL where there is none.

    `known` are names for labels; `listed` names the labels in their order: where some have no image, it is asked whether they count from 1,
    unless they are the places of a 1 in a row. Labels that are words of the list are called as they are, whatever its order.
    """
    counted = any(one_hot(of) for of in parts.values())
    texts = {part: label_texts(values, part, name, notes) for part, values in parts.items()}
    values = np.unique(np.concatenate(list(texts.values())))
    values = values[values != ""]
    if len(values) > NAMED:
        raise refused(name, f"its labels have {len(values):,} different values, so they are no classes")
    labels = sorted(values.tolist(), key=natural)
    order = said if (said := said_ones(labels)) and all(map(is_count, said)) else labels
    shown = [known.get(each, each) for each in order]
    if {alike(each) for each in order if not is_count(each)} & set(map(alike, listed)):
        listed = ()
    if listed and all(map(is_count, order)):
        listed = without_head(listed, [*map(int, order)])
    if listed and len(listed) == len(order):
        shown = list(listed)
    elif listed:
        shown = names_by_number(order, listed, counted, notes, answers, questions) or shown
    if shown != order and len(set(shown)) == len(shown):
        notes.append(_named(order, shown))
    else:
        shown = order
    names = dict(zip(order, shown, strict=True))
    shown = [names.get(each, each) for each in labels]
    if len(labels) > MAX_CLASSES:
        check_class_names(shown, name)
    numbers = {each: number for number, each in enumerate(labels)}
    numbers[""] = NO_LABEL
    found = {part: np.array([numbers[each] for each in of.tolist()], np.int64) for part, of in texts.items()}
    return tuple(shown), found


def _named(order: Sequence[str], shown: Sequence[str]) -> str:
    """What is said of labels that are called otherwise than they are."""
    changed = [f"{a} is {b}" for a, b in zip(order, shown, strict=True) if a != b]
    if len(changed) < len(order):
        return f"Labels that are called otherwise: {', '.join(changed[:4])}. The others are called as they are."
    return f"The labels have names beside them: {', '.join(changed[:4])}"


def names_by_number(
    order: Sequence[str], listed: Sequence[str], counted: bool, notes: list[str], answers: Answers, questions: list[Question]
) -> list[str]:
    """The listed name of each label, of which some have no image; empty if the labels do not count the names from 0, as they do if they are
    `counted`, or from 1."""
    if not order or not all(map(is_count, order)):
        return []
    numbers = [int(each) for each in order]
    if {0, len(listed)} <= set(numbers):
        notes.append(f"{len(listed)} names are listed, and the labels go from 0 to {max(numbers)}, so they keep their numbers.")
        return []
    if max(numbers) > len(listed):
        return []
    first = 0 if counted else _first_label(numbers, listed, answers, questions)
    return [listed[each - first] for each in numbers]


def _first_label(numbers: Sequence[int], listed: Sequence[str], answers: Answers, questions: list[Question]) -> int:
    """0 or 1, of which the first of the listed names is."""
    if 0 in numbers or len(listed) in numbers:
        return int(0 not in numbers)
    options = tuple(f"{first}: {numbers[0]} is {listed[numbers[0] - first]}" for first in (1, 0))
    question = ask("first label", "The labels count from", options, options[0], answers, f"{len(listed)} names are listed.")
    questions.append(question)
    return int(question.chosen[0])


def label_texts(labels: Values, part: str, name: str, notes: list[str]) -> NDArray[np.str_]:
    """(n,) of the labels of a part as words; empty where there is none. DatasetError if they can be no classes."""
    return _texts(_flat(labels, part, name, notes))


def _flat(labels: Values, part: str, name: str, notes: list[str]) -> Values:
    """(n,) of the labels."""
    what = f"{part} labels".strip()
    if labels.dtype.kind not in "buifU":
        raise refused(name, f"its {what} hold values of type {labels.dtype}, and whole numbers or words are wanted")
    if (labels.ndim == 2 and 1 in labels.shape) or (labels.ndim > 2 and max(labels.shape[1:]) == 1):
        labels = labels.reshape(-1)
    elif one_hot(labels):
        notes.append("The labels were one-hot, and became the number of the column with the 1.")
        labels = np.asarray(labels.argmax(axis=1))
    elif labels.ndim == 2 and labels.shape[1] == QMNIST_COLUMNS and labels.dtype.kind == "i":
        notes.append("The labels have eight columns, as QMNIST's do; the first one is the class.")
        labels = labels[:, 0]
    if labels.ndim != 1:
        raise refused(name, f"its {what} have the shape {labels.shape}, and one label for each image is wanted")
    if labels.dtype.kind == "f":
        whole = labels[np.isfinite(labels)]
        if not np.all(whole == np.rint(whole)) or np.isinf(labels).any():
            raise refused(name, f"its {what} are numbers with decimals, and whole numbers or words are wanted")
    return labels


def _texts(labels: Values) -> NDArray[np.str_]:
    if labels.dtype.kind == "f":
        there = np.isfinite(labels)
        texts = np.where(there, labels, 0).astype(np.int64).astype("U21")
        return np.where(there, texts, "")
    if labels.dtype.kind == "b":
        labels = labels.astype(np.uint8)
    texts = np.char.strip(labels.astype("U21" if labels.dtype.kind != "U" else labels.dtype))
    return np.where(np.isin(texts, NO_NUMBER), "", texts)
