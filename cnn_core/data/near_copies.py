"""Images that are equal, or nearly: found among many thousands without comparing each with each."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]
Grey = NDArray[np.float32]
TABLES, MAX_BITS, NEXT = 12, 18, 6
"""So many times images are put into buckets by the sides of random planes that they lie on, and compared with neighbours there."""
ALIKE = 0.997
"""The least correlation of the pixels of two images that are nearly the same."""
COARSE, BLOCKS = 0.99, 128
"""The least correlation of their averages over so many blocks, for pairs that are looked at more closely."""
CHUNK = 4096


def equal_images(parts: Sequence[NDArray[np.uint8]]) -> list[Indices]:
    """Groups of images that are equal to the last bit, numbered through all parts."""
    seen: dict[bytes, list[int]] = {}
    number = 0
    for images in parts:
        for image in images:
            seen.setdefault(hashlib.blake2b(image, digest_size=16).digest(), []).append(number)
            number += 1
    return [np.array(group) for group in seen.values() if len(group) > 1]


def grey_images(parts: Sequence[NDArray[np.uint8]], pixel_max: int) -> Grey:
    """All images as rows of grey values from 0 to 1."""
    total = sum(map(len, parts))
    size = parts[0].shape[1] * parts[0].shape[2]
    out = np.empty((total, size), np.float32)
    at = 0
    for images in parts:
        for start in range(0, len(images), CHUNK):
            some = images[start : start + CHUNK]
            out[at : at + len(some)] = some.reshape(len(some), size, -1).mean(axis=2, dtype=np.float32) / pixel_max
            at += len(some)
    return out


def near_images(grey: Grey, candidates: Indices, equal: Sequence[Indices]) -> list[Indices]:
    """Groups of nearly equal images among the candidates, brighter or darker ones too; without those that are equal.

    An image and its copy lie on the same side of nearly every plane, so they meet in a bucket sooner or later (locality-sensitive
    hashing: M. Charikar, Similarity estimation techniques from rounding algorithms, 2002).
    """
    again = {int(number) for group in equal for number in group[1:]}
    chosen = np.array([number for number in candidates.tolist() if number not in again], np.int64)
    if len(chosen) < 2:
        return []
    small = _coarse(grey, chosen)
    random = np.random.RandomState(13)
    pairs: list[Indices] = []
    centred = small - small.mean(axis=0)
    bits = min(MAX_BITS, int(np.log2(len(chosen))))
    for _ in range(TABLES):
        sides = centred @ random.standard_normal((small.shape[1], bits + 1)).astype(np.float32)
        bucket = (sides[:, 1:] > 0) @ (1 << np.arange(bits))
        order = np.lexsort((sides[:, 0], bucket))
        for step in range(1, NEXT + 1):
            a, b = order[:-step], order[step:]
            same = bucket[a] == bucket[b]
            a, b = a[same], b[same]
            close = np.einsum("ij,ij->i", small[a], small[b]) > COARSE
            pairs.append(np.stack([np.minimum(a, b)[close], np.maximum(a, b)[close]], axis=1))
    found = chosen[np.unique(np.concatenate(pairs), axis=0)]
    alike = [
        _correlations(grey[some[:, 0]], grey[some[:, 1]]) > ALIKE for some in np.split(found, range(CHUNK, len(found), CHUNK))
    ]
    return hanging_together(found[np.concatenate(alike)])


def _coarse(grey: Grey, chosen: Indices) -> Grey:
    """Each image as averages of blocks, less their mean, of length 1: light and contrast make no difference."""
    size = grey.shape[1]
    blocks = np.array_split(np.arange(size), min(size, BLOCKS))
    starts = np.array([block[0] for block in blocks])
    small = np.add.reduceat(grey[chosen], starts, axis=1) / np.array([len(block) for block in blocks], np.float32)
    small -= small.mean(axis=1, keepdims=True)
    return np.asarray(small / np.maximum(np.linalg.norm(small, axis=1, keepdims=True), 1e-6), np.float32)


def _correlations(a: Grey, b: Grey) -> Grey:
    """Of each row of one with the same row of the other."""
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    norms = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return np.asarray(np.einsum("ij,ij->i", a, b) / np.maximum(norms, 1e-9), np.float32)


def hanging_together(pairs: Indices) -> list[Indices]:
    """Numbers that hang together by pairs (n, 2), each group in rising order."""
    root: dict[int, int] = {}

    def find(n: int) -> int:
        root.setdefault(n, n)
        while root[n] != n:
            root[n] = root[root[n]]  # each way up is half as long afterwards: otherwise many equal frames take quadratic time
            n = root[n]
        return n

    for a, b in pairs.tolist():
        root[find(a)] = find(b)
    members: dict[int, list[int]] = {}
    for n in sorted(root):
        members.setdefault(find(n), []).append(n)
    return [np.array(group) for group in members.values()]
