"""Pictures that are the same, or nearly: what is tested with is not to be learned from in another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.dataset import Labels
from cnn_core.data.near_copies import hanging_together
from cnn_core.text import plural
from cnn_core.uploads.limits import TEST_PART
from cnn_core.uploads.making.drawn_part import MIN_TO_TEST, can_be_drawn

SHOWN = 60


def drawn_together(groups: Labels, labels: Labels, marks: Sequence[int | None], near: Sequence[Labels]) -> Labels:
    """Groups (n,) of which a test part that is drawn has all or none, each the place of its first picture: those that came, joined where they
    have pictures of equal marks, or of one of the groups that are `near`.

    Such a group that would be more than the test part of its class, as a film, is not joined unless there are several, of which one can be tested
    with: there would be little to test with. Nor is any in such a class that without others has too few of them to draw from.
    """
    first: dict[int, int] = {}
    equal = [(first.setdefault(mark, n), n) for n, mark in enumerate(marks) if mark is not None]
    pairs = np.array([*equal, *((int(group[0]), n) for group in near for n in group.tolist())], np.int64).reshape(-1, 2)
    before = np.stack([groups, np.arange(len(groups))], axis=1)

    def joined_but(apart: NDArray[np.bool_]) -> Labels:
        return _joined(np.concatenate([before, pairs[~apart[pairs].any(axis=1)]]))

    joined = joined_but(np.zeros(len(groups), np.bool_))
    large = np.bincount(joined)[joined] > np.ceil(TEST_PART * np.bincount(labels)[labels])
    classes = len(labels) and int(labels.max()) + 1
    single = np.bincount(labels[np.unique(joined[large])], minlength=classes) < MIN_TO_TEST
    apart = np.isin(joined, joined[large & single[labels]])
    joined = joined_but(apart)
    few = np.bincount(labels[np.unique(joined)], minlength=classes) < MIN_TO_TEST
    joined = joined_but(apart | (few[labels] & np.isin(labels, labels[large])))
    return joined if can_be_drawn(labels[np.unique(joined)]) else groups


def said_of_together(files: Sequence[str], before: Labels, joined: Labels) -> list[str]:
    """A sentence if groups of files that there were `before` are joined."""
    of_each = np.bincount(np.unique([joined, before], axis=1)[0], minlength=len(joined))
    alike = np.flatnonzero(of_each[joined] > 1)
    if not len(alike):
        return []
    one = int(alike[0])
    other = next(n for n in alike.tolist() if joined[n] == joined[one] and before[n] != before[one])
    return [
        f"{plural(len(alike), 'picture')} are the same as others or nearly so, such as {files[one][-SHOWN:]} and {files[other][-SHOWN:]}: those "
        "that are alike are together either tested with or learned from. Health of the images shows them all, and leaves them out."
    ]


def _joined(pairs: Labels) -> Labels:
    """For each place the first of those that hang together with it; each is in a pair, with itself if with no other."""
    found = np.empty(len(np.unique(pairs[:, 1])), np.int64)
    for group in hanging_together(pairs):
        found[group] = group[0]
    return found
