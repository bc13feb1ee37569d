"""Which pictures are to learn from and which to test with: as they came, or drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.dataset import Labels
from cnn_core.data.stratify import stratified_parts
from cnn_core.uploads.limits import TEST_PART, TEST_SEED

MIN_TO_TEST = 3
"""A class of fewer pictures is only learned from: a part held back of it would leave one."""


NOTHING = f"no class has {MIN_TO_TEST} pictures, so that one could be held back for testing; take more of each"


def can_be_drawn(labels: Labels) -> bool:
    """Whether a class has pictures enough that one can be held back for testing."""
    return len(labels) > 0 and int(np.bincount(labels).max()) >= MIN_TO_TEST


def nothing_to_test(learn: Iterable[int], test: Iterable[int]) -> str:
    """Why no dataset can be made of classes with so many pictures to learn from and to test with, as a sentence; empty if one can be."""
    if any(test) or max(learn, default=0) >= MIN_TO_TEST:
        return ""
    return f"{NOTHING[0].upper()}{NOTHING[1:]}."


def to_learn_and_test(labels: Labels, of_test: NDArray[np.bool_], shuffle: bool, groups: Labels) -> tuple[Labels, Labels]:
    """Indices to train and to test with. Pictures that came class by class are shuffled, so that every part of them has all. Where a part
    is drawn it has all or none of the pictures of one of the `groups`, unless there are too few of these."""
    if not of_test.any():
        first = np.unique(groups, return_index=True)[1]
        if len(first) < len(labels) and can_be_drawn(labels[first]):
            random = np.random.RandomState(TEST_SEED)
            tested = _drawn_whole(labels, groups, random)
            return random.permutation(np.flatnonzero(~tested)), random.permutation(np.flatnonzero(tested))
        single = np.flatnonzero(np.bincount(labels)[labels] < MIN_TO_TEST)
        several = np.setdiff1d(np.arange(len(labels)), single)
        size = len(several) - math.ceil(TEST_PART * len(several))
        train, test = stratified_parts(labels[several], size, TEST_SEED)
        return np.concatenate([several[train], single]), several[test]
    train, test = np.flatnonzero(~of_test), np.flatnonzero(of_test)
    return (np.random.RandomState(TEST_SEED).permutation(train), test) if shuffle else (train, test)


def _drawn_whole(labels: Labels, groups: Labels, random: np.random.RandomState) -> NDArray[np.bool_]:
    """Which pictures to test with: of each class whole groups with about TEST_PART of its pictures, none of more than that, unless the others
    are too few, and at most half of the groups: one of very many versions is learned from, and so are others. A group is of its first picture's
    class."""
    _, first, group_of, sizes = np.unique(groups, return_index=True, return_inverse=True, return_counts=True)
    drawn = np.zeros(len(first), np.bool_)
    for label in np.unique(labels[first]):
        mine = random.permutation(np.flatnonzero(labels[first] == label))
        if len(mine) < MIN_TO_TEST:
            continue
        wanted, most = math.ceil(TEST_PART * sizes[mine].sum()), len(mine) // 2
        left = wanted
        for group in mine:
            if most and sizes[group] <= wanted and sizes[group] < 2 * left:  # it comes nearer with this one
                drawn[group] = True
                left, most = left - sizes[group], most - 1
        larger = mine[sizes[mine] > wanted]
        if not drawn[mine].any() or (2 * left > wanted and (sizes[larger] <= 2 * wanted).any()):  # nearly all are films
            drawn[mine] = False
            drawn[larger[sizes[larger].argmin()]] = True
    return np.asarray(drawn[group_of], np.bool_)
