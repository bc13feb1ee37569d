"""Pictures to test with that are nearly those to learn from, as other sizes and frames of a film are: told by small copies of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.dataset import Labels
from cnn_core.data.near_copies import near_images, stacked
from cnn_core.text import plural
from cnn_core.uploads.making.seen_twice import SHOWN, tested
from cnn_core.uploads.making.settling import Settled

COMPARED = 10_000
"""So many pictures are compared: of more it would take seconds."""


def near_groups(marks: Sequence[int | None], copies: Sequence[NDArray[np.uint8]]) -> list[Labels]:
    """Groups of places of pictures that are nearly the same, by their marks and small copies; of those that are equal pixel by pixel the first
    alone. Those of a single colour are in none, and of more pictures than COMPARED, which have no copies, there are no groups."""
    if len(copies) != len(marks) or not copies:
        return []
    first: dict[int, int] = {}
    seen = [(first.setdefault(mark, n), n) for n, mark in enumerate(marks) if mark is not None]
    again = [np.array(pair) for pair in seen if pair[0] < pair[1]]
    return near_images(stacked(copies), np.array([n for _, n in seen], np.int64), again)


def said_of_near(settled: Settled, files: Sequence[str], near: Sequence[Labels]) -> list[str]:
    """A sentence if pictures of the test part, as it came or as it will be drawn, are in groups with others that are not. `files` are the names
    of those that stay, and `near` the groups of their places."""
    of_test = {*tested(settled).tolist()}
    pairs = []
    for group in near:
        mine = [place for place in group.tolist() if place in of_test]
        others = [place for place in group.tolist() if place not in of_test]
        pairs += [(place, others[0]) for place in mine if others]
    if not pairs:
        return []
    one, other = (files[place][-SHOWN:] for place in pairs[0])
    part = "the test part" if settled.of_test.any() else "those that will be drawn to test with"
    return [
        f"Of {part} {plural(len(pairs), 'picture')} {'is' if len(pairs) == 1 else 'are'} nearly the same as others that are learned from or "
        f"validated with: the test is hardly on unseen images. One is {one}, like {other}. Health of the images shows them all, and leaves "
        "them out."
    ]
