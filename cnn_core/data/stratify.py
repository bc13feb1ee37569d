"""Draws from labelled examples that keep the proportions of the classes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]


def stratified_parts(labels: NDArray[np.int64], size: int, seed: int) -> tuple[Indices, Indices]:
    """Two shuffled parts of the indices 0..n-1, the first of `size`, both with each class in its proportion.

    The same parts in the same order as scikit-learn's `train_test_split(indices, train_size=size, test_size=n - size,
    stratify=labels, random_state=seed)`, without its import of a second or more. `RandomState`, since NumPy promises that its
    numbers never change.
    """
    random = np.random.RandomState(seed)
    members, counts = _by_class(labels)
    first = largest_remainder(counts, size, random)
    second = largest_remainder(counts - first, len(labels) - size, random)
    shuffled = [each[random.permutation(len(each))] for each in members]
    parts = (
        np.concatenate([each[:f] for each, f in zip(shuffled, first, strict=True)]),
        np.concatenate([each[f : f + s] for each, f, s in zip(shuffled, first, second, strict=True)]),
    )
    return random.permutation(parts[0]), random.permutation(parts[1])


def stratified_sample(labels: NDArray[np.int64], size: int, seed: int) -> Indices:
    """`size` of the indices 0..n-1, shuffled, with each class in its proportion, however few are left out.

    The same in the same order as scikit-learn's `resample(indices, n_samples=size, replace=False, stratify=labels,
    random_state=seed)`; its `train_test_split` wants an image of each class on the other side.
    """
    random = np.random.RandomState(seed)
    members, counts = _by_class(labels)
    taken = largest_remainder(counts, size, random)
    drawn = [random.choice(each, count, replace=False) for each, count in zip(members, taken, strict=True)]
    return random.permutation(np.concatenate(drawn))


def _by_class(labels: NDArray[np.int64]) -> tuple[list[Indices], NDArray[np.int64]]:
    """The indices of each class, and how many they are."""
    _, kinds, counts = np.unique(labels, return_inverse=True, return_counts=True)
    return np.split(np.argsort(kinds, kind="stable"), np.cumsum(counts)[:-1]), counts


def largest_remainder(counts: NDArray[np.int64], seats: int, random: np.random.RandomState) -> NDArray[np.int64]:
    """`seats` shared among groups in proportion to `counts`: whole parts first, then by the largest remainders, ties at random."""
    shares = counts / counts.sum() * seats
    whole = np.floor(shares)
    left = int(seats - whole.sum())
    remainders = shares - whole
    for remainder in np.unique(remainders)[::-1]:
        if left <= 0:
            break
        (tied,) = np.nonzero(remainders == remainder)
        winners = random.choice(tied, size=min(len(tied), left), replace=False)
        whole[winners] += 1
        left -= len(winners)
    given: NDArray[np.int64] = whole.astype(np.int64)
    return given
