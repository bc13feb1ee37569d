"""Pictures to test with that are to be learned from too, told by their pixels while they are looked at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image

from cnn_core.text import plural
from cnn_core.uploads.drawn_part import can_be_drawn, to_learn_and_test
from cnn_core.uploads.settling import Settled
from cnn_core.uploads.source import Item

SAMPLED = 32
"""Of a larger side so many pixels are compared at first: to copy and hash all of a photograph takes a tenth of the time that reads it."""
MOST = 400
"""About so many pictures are compared pixel by pixel; where more may be the same, these speak for the others."""
SHOWN = 60


def mark_of(item: Item, picture: Image.Image) -> int:
    """A number that pictures of equal pixels share, and hardly any others."""
    if item.mark is not None:
        return item.mark()
    width, height = picture.size
    if max(width, height) > 2 * SAMPLED:
        picture = picture.resize((min(width, SAMPLED), min(height, SAMPLED)), Image.Resampling.NEAREST)
    return hash((width, height, picture.tobytes()))


def said_of_leaks(settled: Settled, items: Sequence[Item], marks: Sequence[int]) -> list[str]:
    """A sentence if pictures of the test part, as it came or as it will be drawn, are to be learned from too. `items` and `marks` are of
    all pictures that can be opened."""
    kept = np.flatnonzero(settled.kept)
    others = np.flatnonzero(~settled.of_validation)
    of_test = settled.of_test[others]
    if not of_test.any() and not can_be_drawn(settled.labels[others]):
        return []
    test = np.sort(others[to_learn_and_test(settled.labels[others], of_test, False)[1]])
    pairs = _pairs(items, marks, kept[test].tolist(), np.delete(kept, test).tolist())
    if not pairs:
        return []
    first, again = (items[number].where[-SHOWN:] for number in pairs[0])
    count = len(pairs)
    part = "the test part" if of_test.any() else "those that will be drawn to test with"
    return [
        f"Of {part} {plural(count, 'picture')} {'is' if count == 1 else 'are'} learned from too, pixel by pixel the same: the test is "
        f"no longer on unseen images. One is {first}, the same as {again}. Health of the images shows them all, and leaves them out."
    ]


def _pairs(items: Sequence[Item], marks: Sequence[int], test: Sequence[int], learn: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers of pictures to test with, each with that of an equal one to learn from."""
    groups: dict[int, tuple[list[int], list[int]]] = {marks[number]: ([], []) for number in test}
    for which, numbers in enumerate((test, learn)):
        for number in numbers:
            if marks[number] in groups:
                groups[marks[number]][which].append(number)
    pairs, left = [], MOST
    for tested, learned in groups.values():
        if learned and left > 0:
            left -= len(tested) + len(learned)
            equal = {pixels: number for number in learned[MOST::-1] if (pixels := _pixels(items[number]))}
            pairs += [(number, equal[pixels]) for number in tested[:MOST] if (pixels := _pixels(items[number])) in equal]
        elif learned:
            pairs += [(number, learned[0]) for number in tested]
    return sorted(pairs)


def _pixels(item: Item) -> tuple[object, ...]:
    """All pixels of a picture; nothing of one of a single colour, which says nothing."""
    picture = item.open()
    one = all(low == high for low, high in np.reshape(picture.getextrema(), (-1, 2)))
    return () if one else (picture.size, hash(picture.tobytes()))
