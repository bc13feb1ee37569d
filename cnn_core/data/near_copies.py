"""Images that are equal, or nearly: found among many thousands without comparing each with each. What an upload says and Health of the
images finds is told by the same small copies."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Indices = NDArray[np.int64]
Grey = NDArray[np.float32]
Pixels = NDArray[np.uint8]
SIDE = 32
AREA = SIDE * SIDE
"""The side and the pixels of the small copies, by which images are compared: the fine grain of a JPEG or of another size is no difference."""
EACH, MOST = 10_000, 12
"""Up to so many images are compared each with each, and each is looked at more closely beside so many of those before it that are most like it."""
TABLES, MAX_BITS, NEXT = 12, 18, 6
"""Of more images: so many times images are put into buckets by the sides of random planes that they lie on, and compared with neighbours there."""
ALIKE = 0.997
"""The least correlation of the pixels in grey of two images that are nearly the same."""
ALIKE_IN_COLOUR = 0.97
"""The same in colour, of which a JPEG keeps less: a red disc is no copy of a blue one."""
COARSE, BLOCKS = 0.99, 128
"""The least correlation of their averages over so many blocks, for pairs that are looked at more closely."""
CHUNK, BLOCK = 4096, 512


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


def small_copy(picture: Image.Image) -> Pixels:
    """A picture in grey, as light as the eye sees it, brought to SIDE x SIDE: uint8, flat; of one in RGB, red, green and blue follow."""
    small = picture.resize((SIDE, SIDE), Image.Resampling.BILINEAR, reducing_gap=2.0)
    grey = np.asarray(small.convert("L"), np.uint8).reshape(-1)
    return grey if small.mode == "L" else np.concatenate([grey, np.asarray(small, np.uint8).reshape(-1, 3).T.reshape(-1)])


def stacked(copies: Sequence[Pixels]) -> Pixels:
    """Small copies as rows; of a grey picture beside others in colour, red, green and blue are what grey is."""
    longest = max(map(len, copies))
    return np.stack([copy if len(copy) == longest else np.tile(copy, longest // len(copy)) for copy in copies])


def small_copies(parts: Sequence[Pixels], pixel_max: int) -> Pixels:
    """The small copies of all images (n, height, width, channels), numbered through all parts, as rows."""
    grey = parts[0].shape[3] == 1
    out = np.empty((sum(map(len, parts)), AREA * (1 if grey else 4)), np.uint8)
    for n, image in enumerate(image for images in parts for image in images):
        whole = image if pixel_max == 255 else np.rint(image * (255 / pixel_max)).astype(np.uint8)
        out[n] = small_copy(Image.fromarray(whole[..., 0] if grey else whole))
    return out


def near_images(copies: Pixels, candidates: Indices, equal: Sequence[Indices]) -> list[Indices]:
    """Groups of nearly equal images among the candidates, brighter or darker ones too; without those that are equal. `copies` are the rows
    of all that `small_copy` makes."""
    again = {int(number) for group in equal for number in group[1:]}
    chosen = np.array([number for number in candidates.tolist() if number not in again], np.int64)
    if len(chosen) < 2:
        return []
    grey, colours = copies[:, :AREA], copies[:, AREA:]
    small = _coarse(grey, chosen)
    pairs = _each_with_each(small) if len(chosen) <= EACH else _in_buckets(small)
    found = chosen[np.unique(pairs, axis=0)]
    for planes, least in ((grey, ALIKE), (colours, ALIKE_IN_COLOUR)):
        if planes.shape[1]:
            some = np.split(found, range(CHUNK, len(found), CHUNK))
            alike = [_correlations(planes[a], planes[b]) > least for a, b in (pairs.T for pairs in some)]
            found = found[np.concatenate(alike)]
    return hanging_together(found)


def _each_with_each(small: Grey) -> Indices:
    """Pairs that are to be looked at more closely. Of a still scene each is paired with some before it only, or there would be millions."""
    pairs = [np.empty((0, 2), np.int64)]
    for start in range(0, len(small), BLOCK):
        some = small[start : start + BLOCK]
        like = np.tril(some @ small[: start + len(some)].T, start - 1)
        rows = np.flatnonzero(like.max(axis=1) > COARSE)
        most = min(MOST, like.shape[1])
        best = np.argpartition(-like[rows], most - 1, axis=1)[:, :most]
        row, column = np.nonzero(np.take_along_axis(like[rows], best, axis=1) > COARSE)
        pairs.append(np.stack([best[row, column], start + rows[row]], axis=1))
    return np.concatenate(pairs)


def _in_buckets(small: Grey) -> Indices:
    """Pairs as of `_each_with_each`, nearly all of them, of many images.

    An image and its copy lie on the same side of nearly every plane, so they meet in a bucket sooner or later (locality-sensitive
    hashing: M. Charikar, Similarity estimation techniques from rounding algorithms, 2002).
    """
    random = np.random.RandomState(13)
    pairs: list[Indices] = []
    centred = small - small.mean(axis=0)
    bits = min(MAX_BITS, int(np.log2(len(small))))
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
    return np.concatenate(pairs)


def _coarse(copies: Pixels, chosen: Indices) -> Grey:
    """Each image as averages of blocks, less their mean, of length 1: light and contrast make no difference."""
    size = copies.shape[1]
    blocks = np.array_split(np.arange(size), min(size, BLOCKS))
    starts = np.array([block[0] for block in blocks])
    small = np.add.reduceat(copies[chosen], starts, axis=1, dtype=np.float32) / np.array(
        [len(block) for block in blocks], np.float32
    )
    small -= small.mean(axis=1, keepdims=True)
    return np.asarray(small / np.maximum(np.linalg.norm(small, axis=1, keepdims=True), 1e-6), np.float32)


def _correlations(a: Pixels, b: Pixels) -> Grey:
    """Of each row of one with the same row of the other."""
    a, b = (each - each.mean(axis=1, keepdims=True, dtype=np.float32) for each in (a, b))
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
