"""Classes of pictures in an array beside them, which speaks of their files in the order in which people count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from cnn_core.errors import DatasetError
from cnn_core.uploads.arrays.array import OBJECTS, Array
from cnn_core.uploads.arrays.labels import NAMED, count_of, label_texts, may_be_labels
from cnn_core.uploads.arrays.roles import X_WORDS
from cnn_core.uploads.beside.class_columns import MIN_CLASSES
from cnn_core.uploads.beside.file_labels import Way
from cnn_core.uploads.files.encodings import texts_of
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.source import Answers, Question
from cnn_core.uploads.words.naming import natural, part_of, words

PLAIN = "buifUS"
MAX_CALLED = 40
ORDERS: dict[str, Callable[[str], Any]] = {
    "in the order of the files' names": natural,
    "in the order of letters, 10 before 2": str,
}


def from_arrays(
    pictures: Sequence[Member],
    parts: Sequence[str],
    arrays: Sequence[tuple[Member, Array]],
    name: str,
    answers: Answers,
    questions: list[Question],
) -> list[Way]:
    """A way for the arrays that have a label for each picture, or for each of a part; `parts` has an empty one for pictures set aside.
    Arrays of different parts are one way. Another way is the order in which Python sorts names, where it gives other labels."""
    ways: dict[str, list[Way]] = {order: [] for order in ORDERS}
    for member, array in arrays:
        numbers = _meant(array, pictures, parts)
        if not numbers:
            continue
        texts: list[str] = []
        with suppress(DatasetError):  # of numbers with decimals, which are no labels
            values = array.read()
            if values.dtype.kind == "S":
                values = texts_of(values, answers, questions).reshape(values.shape)
            texts = label_texts(values, "", name, []).tolist()
        if len(texts) != len(numbers) or not MIN_CLASSES <= len(set(texts)) <= min(NAMED, len(texts) // 2):
            continue
        for order, key in ORDERS.items():
            labels = [""] * len(pictures)
            for number, text in zip(sorted(numbers, key=lambda n: key(pictures[n].name)), texts, strict=True):
                labels[number] = text
            called = f"{array.name.rpartition('/')[2][:MAX_CALLED]}, {order}"
            _join(ways[order], Way(called, labels, [], (member.name,), sure=True))
    usual, *others = ways.values()
    known = [each.labels for each in usual]
    return [*usual, *(each for of in others for each in of if each.labels not in known)]


def _join(ways: list[Way], way: Way) -> None:
    """Adds a way, to one that speaks of other pictures if there is one."""
    for at, other in enumerate(ways):
        if not any(a and b for a, b in zip(other.labels, way.labels, strict=True)):
            both = [a or b for a, b in zip(other.labels, way.labels, strict=True)]
            ways[at] = Way(other.called, both, [], (*other.tables, *way.tables), sure=True)
            return
    ways.append(way)


def objects(arrays: Sequence[tuple[Member, Array]]) -> None:
    """DatasetError, which says what to do, if one of the arrays holds Python objects, which are never read."""
    for _, array in arrays:
        if array.kind == OBJECTS:
            array.read()


def _meant(array: Array, pictures: Sequence[Member], parts: Sequence[str]) -> list[int]:
    """The numbers of the pictures that an array speaks of; none if it is no array of their labels."""
    if array.kind not in PLAIN or not may_be_labels(array.shape) or set(words(array.name)) & X_WORDS:
        return []
    said, count = part_of(array.name), count_of(array.shape)
    groups = [[n for n, part in enumerate(parts) if part == each] for each in dict.fromkeys(parts) if each]
    everywhere = [n for n, part in enumerate(parts) if part]
    of_part = [n for n in everywhere if parts[n] == said]
    fitting = [each for each in (of_part, everywhere, *groups) if len(each) == count]
    return fitting[0] if fitting else []
