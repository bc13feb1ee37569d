"""Pictures to test with that are nearly those to learn from, as other sizes and frames of a film are: told by small copies of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_core.data.near_copies import near_images
from cnn_core.text import plural
from cnn_core.uploads.making.seen_twice import SHOWN, tested
from cnn_core.uploads.making.settling import Settled
from cnn_core.uploads.source import Item

SIDE, COMPARED = 32, 10_000
"""The side of the small copies in pixels, and of how many pictures they are compared: of more it would take seconds."""


def small_copy(picture: Image.Image) -> NDArray[np.uint8]:
    """A picture in grey, squeezed to SIDE x SIDE: uint8, flat."""
    small = picture.resize((SIDE, SIDE), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return np.asarray(small.convert("L"), np.uint8).reshape(-1)


def said_of_near(
    settled: Settled, items: Sequence[Item], marks: Sequence[int | None], copies: Sequence[NDArray[np.uint8]]
) -> list[str]:
    """A sentence if pictures of the test part, as it came or as it will be drawn, are nearly the same as others that are not. `items`,
    their `marks` and small `copies` are of all pictures that can be opened; of more than COMPARED nothing is said. Those that are equal pixel by
    pixel, or of a single colour, do not count."""
    kept = np.flatnonzero(settled.kept)
    test = tested(settled)
    if not len(test) or len(copies) != len(items):
        return []
    first: dict[int, int] = {}
    for place, number in enumerate(kept.tolist()):
        if (mark := marks[number]) is not None:
            first.setdefault(mark, place)
    again = [
        np.array([first[mark], n]) for n, k in enumerate(kept.tolist()) if (mark := marks[k]) is not None and first[mark] < n
    ]
    seen = np.array([n for n, number in enumerate(kept.tolist()) if marks[number] is not None], np.int64)
    grey = np.stack([copies[number] for number in kept.tolist()]).astype(np.float32) / np.float32(255)
    of_test = {*test.tolist()}
    pairs = []
    for group in near_images(grey, seen, again):
        mine = [place for place in group.tolist() if place in of_test]
        others = [place for place in group.tolist() if place not in of_test]
        pairs += [(place, others[0]) for place in mine if others]
    if not pairs:
        return []
    one, other = (items[kept[place]].where[-SHOWN:] for place in pairs[0])
    part = "the test part" if settled.of_test.any() else "those that will be drawn to test with"
    return [
        f"Of {part} {plural(len(pairs), 'picture')} {'is' if len(pairs) == 1 else 'are'} nearly the same as others that are learned from or "
        f"validated with: the test is hardly on unseen images. One is {one}, like {other}. Health of the images shows them all, and leaves "
        "them out."
    ]
