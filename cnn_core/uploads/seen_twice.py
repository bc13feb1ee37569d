"""Pictures to test with that are to be learned from too, told by their pixels while they are looked at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image

from cnn_core.text import plural
from cnn_core.uploads.drawn_part import can_be_drawn, to_learn_and_test
from cnn_core.uploads.settling import Settled
from cnn_core.uploads.source import Item

SHOWN = 60


def mark_of(item: Item, picture: Image.Image) -> int | None:
    """A number of 64 bits made of all pixels of a picture; none of one of a single colour, which says nothing."""
    if item.mark is not None:
        return item.mark()
    if all(low == high for low, high in np.reshape(picture.getextrema(), (-1, 2))):
        return None
    return hash((picture.size, picture.tobytes()))


def said_of_leaks(settled: Settled, items: Sequence[Item], marks: Sequence[int | None]) -> list[str]:
    """A sentence if pictures of the test part, as it came or as it will be drawn, are to be learned from too. `items` and `marks` are of
    all pictures that can be opened."""
    kept = np.flatnonzero(settled.kept)
    others = np.flatnonzero(~settled.of_validation)
    of_test = settled.of_test[others]
    if not of_test.any() and not can_be_drawn(settled.labels[others]):
        return []
    test = np.sort(others[to_learn_and_test(settled.labels[others], of_test, False)[1]])
    pairs = _pairs(marks, kept[test].tolist(), np.delete(kept, test).tolist())
    if not pairs:
        return []
    validated = sum(bool(settled.of_validation[again]) for _, again in pairs)
    used = "learned from" if not validated else "validated with" if validated == len(pairs) else "learned from or validated with"
    first, again = (items[number].where[-SHOWN:] for number in pairs[0])
    count = len(pairs)
    part = "the test part" if of_test.any() else "those that will be drawn to test with"
    return [
        f"Of {part} {plural(count, 'picture')} {'is' if count == 1 else 'are'} {used} too, pixel by pixel the same: the test is "
        f"no longer on unseen images. One is {first}, the same as {again}. Health of the images shows them all, and leaves them out."
    ]


def _pairs(marks: Sequence[int | None], test: Sequence[int], learn: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers of pictures to test with, each with that of the first equal one to learn from."""
    learned = {mark: number for number in reversed(learn) if (mark := marks[number]) is not None}
    return [(number, learned[mark]) for number in test if (mark := marks[number]) in learned and mark is not None]
