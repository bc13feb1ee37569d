"""Pictures that are there twice, to test with and to learn from or in one part, told by their pixels while they are looked at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image

from cnn_core.data.dataset import Labels
from cnn_core.text import plural
from cnn_core.uploads.making.drawn_part import can_be_drawn, to_learn_and_test
from cnn_core.uploads.making.settling import Settled
from cnn_core.uploads.source import Item

SHOWN = 60


def mark_of(item: Item, picture: Image.Image) -> int | None:
    """A number of 64 bits made of all pixels of a picture; none of one of a single colour, which says nothing."""
    if item.mark is not None:
        return item.mark()
    if all(low == high for low, high in np.reshape(picture.getextrema(), (-1, 2))):
        return None
    return hash((picture.size, picture.tobytes()))


def tested(settled: Settled) -> Labels:
    """The places, among the pictures that stay, of those to test with, as they came or as they will be drawn; none if none can be."""
    others = np.flatnonzero(~settled.of_validation)
    of_test = settled.of_test[others]
    if not of_test.any() and not can_be_drawn(settled.labels[others]):
        return others[:0]
    return np.sort(others[to_learn_and_test(settled.labels[others], of_test, False, settled.groups[others])[1]])


def said_of_leaks(settled: Settled, items: Sequence[Item], marks: Sequence[int | None]) -> list[str]:
    """A sentence if pictures of the test part, as it came or as it will be drawn, are to be learned from too. `items` and `marks` are of
    all pictures that can be opened."""
    kept, test = np.flatnonzero(settled.kept), tested(settled)
    pairs = _pairs(marks, kept[test].tolist(), np.delete(kept, test).tolist())
    if not pairs:
        return []
    place = np.cumsum(settled.kept) - 1
    validated = sum(bool(settled.of_validation[place[again]]) for _, again in pairs)
    used = "learned from" if not validated else "validated with" if validated == len(pairs) else "learned from or validated with"
    first, again = (items[number].where[-SHOWN:] for number in pairs[0])
    count = len(pairs)
    part = "the test part" if settled.of_test.any() else "those that will be drawn to test with"
    return [
        f"Of {part} {plural(count, 'picture')} {'is' if count == 1 else 'are'} {used} too, pixel by pixel the same: the test is "
        f"no longer on unseen images. One is {first}, the same as {again}. Health of the images shows them all, and leaves them out."
    ]


def said_of_copies(settled: Settled, items: Sequence[Item], marks: Sequence[int | None]) -> list[str]:
    """Sentences if pictures of one part are copies of others in it, of the same class or of another. Of all as in `said_of_leaks`."""
    first: dict[tuple[bool, bool, int], dict[int, int]] = {}
    again: list[tuple[int, int]] = []
    other: list[tuple[int, int]] = []
    kept = np.flatnonzero(settled.kept).tolist()
    of_each = zip(kept, settled.labels.tolist(), settled.of_test.tolist(), settled.of_validation.tolist(), strict=True)
    for number, label, test, validation in of_each:
        if (mark := marks[number]) is None:
            continue
        there = first.setdefault((test, validation, mark), {})
        if label in there:
            again.append((number, there[label]))
        elif there:
            other.append((number, next(iter(there.values()))))
        there.setdefault(label, number)
    return [
        *_said_of_these(items, again, "the same as another of its class and part", "each counts once more"),
        *_said_of_these(items, other, "the same as one of another class", "one of the classes must be wrong"),
    ]


def _said_of_these(items: Sequence[Item], pairs: Sequence[tuple[int, int]], what: str, so: str) -> list[str]:
    if not pairs:
        return []
    copy, of = (items[number].where[-SHOWN:] for number in pairs[0])
    pictures = f"{plural(len(pairs), 'picture')} {'is' if len(pairs) == 1 else 'are each'}"
    return [
        f"{pictures} {what}, pixel by pixel: {so}. One is {copy}, the same as {of}. Health of the images shows them all, and leaves them out."
    ]


def _pairs(marks: Sequence[int | None], test: Sequence[int], learn: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers of pictures to test with, each with that of the first equal one to learn from."""
    learned = {mark: number for number in reversed(learn) if (mark := marks[number]) is not None}
    return [(number, learned[mark]) for number in test if (mark := marks[number]) in learned and mark is not None]
