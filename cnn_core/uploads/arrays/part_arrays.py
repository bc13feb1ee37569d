"""An array beside images and labels that says of each image which part it belongs to: `split`, `is_test`, `train_mask`, or the numbers of
those to learn from and to test with, `train_idx` and `test_idx`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cnn_core.text import plural
from cnn_core.uploads.arrays.array import Array, Values
from cnn_core.uploads.arrays.labels import count_of, may_be_labels
from cnn_core.uploads.arrays.roles import IMAGES, role_of
from cnn_core.uploads.source import TEST, TRAIN, VALIDATION, Answers, Question, ask
from cnn_core.uploads.words.believed_column import PART_COLUMN, SAYS_OTHER, SAYS_PARTS, likely_meaning
from cnn_core.uploads.words.label_words import LABEL_WORDS
from cnn_core.uploads.words.naming import part_in, part_of, words
from cnn_core.uploads.words.part_column import (
    PART_WORDS,
    cells_of_parts,
    part_column,
    parts_of_cells,
    places_of_parts,
    said_of_others,
)
from cnn_core.uploads.words.silent_rows import said_of_left_out
from cnn_core.uploads.words.yes_or_no import is_sure, says_yes_and_no

NUMBERS = re.compile("(?:.*)(?:idx|idxs|index|indexes|indices|ids|inds?)|(?:idx|index|indices|ids|inds?).*")
VALUES, SHOWN = "buifUS", 40


def parted(arrays: Sequence[Array], answers: Answers, questions: list[Question], notes: list[str]) -> list[Array]:
    """The arrays, those of images and labels in parts and without those that say them, if others of them say which part each image is of, and a person does not say that they mean something else."""
    images = [each for each in arrays if role_of(each) == IMAGES and len(each.shape) > 1 and not part_of(_last(each))]
    counts = {count for each in arrays if each not in images and may_be_labels(each.shape) for count in [count_of(each.shape)]}
    counts = {count for count in counts if any(_axis(each, count) is not None for each in images)}
    for count in sorted(counts, reverse=True):
        flat = [
            each
            for each in arrays
            if each not in images and _is_flat(each) and each.kind in VALUES and count_of(each.shape) == count
        ]
        more = any(each not in images and each not in flat and _one_for_each(each, count) for each in arrays)
        told, by = _by_column(flat, more, answers, questions, notes)
        if not by:
            told, by = _by_numbers(arrays, images, count, answers, questions, notes)
        if by:
            return _cut(arrays, by, told, count)
    return [*arrays]


def _by_column(
    flat: Sequence[Array], more: bool, answers: Answers, questions: list[Question], notes: list[str]
) -> tuple[list[str], list[Array]]:
    """The part of each image, and the arrays that say it; none if none does. One of them are the labels, unless there are `more`."""
    if not flat or (len(flat) < 2 and not more):
        return [], []
    cells, heads = [*map(_texts, flat)], [*map(_head, flat)]
    columns = [[_last(each), *of] for each, of in zip(flat, cells, strict=True)]
    at = part_column([*heads, IMAGES], [*columns, [IMAGES]], len(heads)) if any(heads) else None
    if at is None or heads[at] in LABEL_WORDS:
        return [], []
    places, of_numbers = places_of_parts(heads, cells, at), list[Question]()
    named, inside = " and ".join(_last(flat[n])[:SHOWN] for n in places), cells_of_parts(heads, cells, at)
    told = parts_of_cells(f"the array {named}", heads[at], inside, answers, of_numbers)
    if (len(places) == len(flat) and not more) or not (of_numbers or len({*told} - {""}) > 1):
        return [], []
    key = f"{PART_COLUMN} {flat[at].name}"
    asks = f"The array {named} says" if len(places) == 1 else f"The arrays {named} say"
    questions.append(ask(key, asks, (SAYS_PARTS, SAYS_OTHER), likely_meaning(heads, cells, at), answers))
    if questions[-1].chosen == SAYS_OTHER:
        return [], []
    questions += of_numbers
    notes += said_of_others(named, inside, told)
    notes += said_of_left_out(told)
    others = [n for n, head in enumerate(heads) if n not in places and (head in PART_WORDS or _is_flag(head, cells[n]))]
    if others and len(others) + len(places) < len(flat) + more:
        listed = " and ".join(_last(flat[n])[:SHOWN] for n in others)
        notes.append(f"{listed} may say parts too, and {'is' if len(others) == 1 else 'are'} not read beside {named}.")
        places = [*places, *others]
    return told, [flat[n] for n in places]


def _is_flag(head: str, cells: Sequence[str]) -> bool:
    return is_sure(head) and says_yes_and_no(cells)


def _by_numbers(
    arrays: Sequence[Array], images: Sequence[Array], count: int, answers: Answers, questions: list[Question], notes: list[str]
) -> tuple[list[str], list[Array]]:
    """The same of arrays of numbers of images, no two of which have one in common."""
    found = [
        each for each in arrays if each.kind in "ui" and _is_flat(each) and each not in images and _numbered_part(_head(each))
    ]
    parts = [_numbered_part(_head(each)) for each in found]
    if not found or len({*parts}) < len(parts):
        return [], []
    numbers = [each.read().reshape(-1).astype(np.int64) for each in found]
    every = np.concatenate(numbers)
    if not len(every) or every.min() < 0 or every.max() > count:
        return [], []
    if again := len(every) - len(np.unique(every)):
        named = " and ".join(_last(each)[:SHOWN] for each in found)
        notes.append(f"{named} have {plural(again, 'number')} more than once, and are not taken to say the parts.")
        return [], []
    first = int(every.max() == count or (every.min() > 0 and any(each.columns_first for each in found)))
    rest = TRAIN if TRAIN not in parts else "" if TEST in parts else TEST
    told = np.full(count, rest, "U10")
    if every.min() < first:
        return [], []
    for part, of in zip(parts, numbers, strict=True):
        told[of - first] = part
    if len({*told.tolist()}) < 2:
        return [], []
    named = " and ".join(_last(each)[:SHOWN] for each in found)
    why = f"They are taken to count the images from {first}."
    asks = f"The numbers in {named} say"
    questions.append(ask(f"{PART_COLUMN} {found[0].name}", asks, (SAYS_PARTS, SAYS_OTHER), SAYS_PARTS, answers, why))
    if questions[-1].chosen == SAYS_OTHER:
        return [], []
    silent = int((told == "").sum())
    if silent:
        notes.append(f"{named} name no part of {plural(silent, 'image')}, which {'is' if silent == 1 else 'are'} learned from.")
    return told.tolist(), found


def _numbered_part(head: str) -> str:
    """The part whose images an array with this head has the numbers of; empty if none."""
    found = NUMBERS.fullmatch(head)
    return (
        part_of(re.sub("^(?:idxs?|index|indices|ids|inds?)|(?:idxs?|index|indexes|indices|ids|inds?)$", "", head))
        if found
        else ""
    )


def _cut(arrays: Sequence[Array], by: Sequence[Array], told: Sequence[str], count: int) -> list[Array]:
    parts = np.array([each or TRAIN for each in told])
    there = [part for part in (TRAIN, VALIDATION, TEST) if (parts == part).any()]
    left: list[Array] = []
    for each in arrays:
        if each in by:
            continue
        axis = _axis(each, count) if role_of(each) else None
        left += [each] if axis is None else [_piece(each, axis, part, np.flatnonzero(parts == part)) for part in there]
    return left


def cut_as_listed(arrays: Sequence[Array], part: str, told: Sequence[str]) -> list[Array]:
    """The arrays, with those of this part cut into the parts that a list has `told` of each of its images."""
    mine = [each for each in arrays if (part_in(each.name) or TRAIN) == part]
    cut = _cut(mine, [], [each or part for each in told], len(told))
    return [*(each for each in arrays if each not in mine), *cut]


def _piece(array: Array, axis: int, part: str, places: Values) -> Array:
    """The images or labels of one part, counted by the first axis."""
    rest = [size for at, size in enumerate(array.shape) if at != axis]
    shape = (len(places), *rest)
    return replace(
        array,
        name=f"{array.name}/{part}",
        shape=shape,
        read=lambda: np.moveaxis(array.read().take(places, axis), axis, 0),
        of=array.called,
    )


def _axis(array: Array, count: int) -> int | None:
    """The axis that counts the images or labels; None if none is as long."""
    ends = (len(array.shape) - 1, 0) if array.columns_first and len(array.shape) != 2 else (0, len(array.shape) - 1)
    return next((at for at in ends if array.shape and array.shape[at] == count), None)


def _one_for_each(array: Array, count: int) -> bool:
    """Whether an array may be labels of so many images."""
    return may_be_labels(array.shape) and count_of(array.shape) == count


def _is_flat(array: Array) -> bool:
    return bool(array.shape) and max(array.shape) == int(np.prod(array.shape)) > 0


def _texts(array: Array) -> list[str]:
    """Each value as text."""
    values = array.read().reshape(-1).tolist()
    if array.kind == "S":
        return [each.decode("utf-8", "replace") for each in values]
    return [str(int(each)) if isinstance(each, float) and each.is_integer() else str(each) for each in values]


def _last(array: Array) -> str:
    return array.name.rpartition("/")[2]


def _head(array: Array) -> str:
    """What an array is called, without gaps and in small letters."""
    return "".join(words(_last(array)))
