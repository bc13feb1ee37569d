"""Through all pictures of an upload, twice: to see what they are, and to make the arrays of a dataset of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_core.data.stratify import stratified_parts
from cnn_core.uploads.found import Found, Wish
from cnn_core.uploads.limits import (
    MAX_NAMED,
    MAX_PIXELS_IN_ALL,
    MAX_RESULT,
    MAX_SAMPLES,
    MIN_OF_A_CLASS,
    SAMPLE_SIDE,
    TEST_PART,
    TEST_SEED,
)
from cnn_core.uploads.pictures import is_coloured, resized
from cnn_core.uploads.source import TEST, Item, PictureError, Source, check_class_names, refused

Progress = Callable[[int, int], None]
"""Gets how many pictures are done, of how many."""
Labels = NDArray[np.int64]


class _Walk:
    """One way through the pictures: those that can be opened come out, the others are left out, and the classes are counted."""

    def __init__(self, source: Source, name: str, progress: Progress) -> None:
        self._source, self._name, self._progress = source, name, progress
        self.left_out = list(source.left_out)
        self.labels: list[int] = []
        self.parts: list[str] = []

    def pictures(self) -> Iterator[tuple[Item, Image.Image]]:
        pixels = 0
        for number, item in enumerate(self._source.items):
            self._progress(number, len(self._source.items))
            try:
                picture = item.open()
            except PictureError as error:
                self.left_out.append((item.where, str(error)))
                continue
            pixels += picture.width * picture.height
            if pixels > MAX_PIXELS_IN_ALL:
                most = MAX_PIXELS_IN_ALL // 10**6
                raise refused(
                    self._name, f"its pictures have more than {most} megapixels together; make them smaller, or take fewer"
                )
            self.labels.append(item.label)
            self.parts.append(item.part)
            yield item, picture

    def classes(self) -> tuple[tuple[str, ...], Labels, NDArray[np.bool_]]:
        """Names of the classes that have pictures, the label of each picture among these, and which pictures are for testing.

        DatasetError if a class has too few pictures.
        """
        counted = np.array(self.labels, np.int64)
        kept, labels = np.unique(counted, return_inverse=True)
        of_test = np.array([part == TEST for part in self.parts], np.bool_)
        if not len(kept):
            where, why = self.left_out[0]
            raise refused(self._name, f"none of its {len(self.left_out):,} files can be used; {where[-80:]}: {why}")
        names = check_class_names([self._source.class_names[label] for label in kept], self._name)
        for part in (False, True) if of_test.any() else (False,):
            counts = np.bincount(labels[of_test == part], minlength=len(names))
            fewest, least = (1, "to test with") if part else (MIN_OF_A_CLASS, "to learn from")
            scarce = int(counts.argmin())
            if counts[scarce] < fewest:
                raise refused(
                    self._name, f"the class {names[scarce][:40]} has {counts[scarce]} pictures {least}, and {fewest} is the least"
                )
        return names, labels.astype(np.int64), of_test


def look(source: Source, name: str, progress: Progress) -> Found:
    """What the upload holds. Opens every picture, so that all that is wrong with one is found now."""
    walk = _Walk(source, name, progress)
    wanted = _sampled(source)
    sizes: list[tuple[int, int]] = []
    samples: list[NDArray[np.uint8]] = []
    sample_numbers: list[int] = []
    colour = False
    for item, picture in walk.pictures():
        sizes.append((picture.height, picture.width))
        colour = colour or is_coloured(picture)
        if id(item) in wanted and len(samples) < MAX_SAMPLES:
            sample_numbers.append(len(sizes) - 1)
            samples.append(_small(picture))
    names, labels, of_test = walk.classes()
    heights, widths = np.array(sizes).T
    counts = [tuple(np.bincount(labels[of_test == part], minlength=len(names)).tolist()) for part in (False, True)]
    empty = set(source.class_names) - set(names)
    dropped = [f"{len(empty)} folders hold no picture that can be used, so they are no classes."] if empty else []
    return Found(
        kind=source.kind,
        class_names=names,
        train_counts=counts[0],
        test_counts=counts[1],
        median=(int(np.median(heights)), int(np.median(widths))),
        same=len(set(sizes)) == 1,
        colour=colour,
        left_out=tuple((where[-100:], why) for where, why in walk.left_out[:MAX_NAMED]),
        left_out_count=len(walk.left_out),
        notes=(*source.notes, *dropped),
        sample_labels=tuple(labels[sample_numbers].tolist()),
        samples=tuple(samples),
    )


def _sampled(source: Source) -> set[int]:
    """Ids of items to show: as many of each class, spread over it."""
    classes: dict[int, list[Item]] = {}
    for item in source.items:
        classes.setdefault(item.label, []).append(item)
    most = max(1, MAX_SAMPLES // len(classes))
    drawn = {label: min(most, len(items)) for label, items in classes.items()}
    return {id(items[n * len(items) // drawn[label]]) for label, items in classes.items() for n in range(drawn[label])}


def _small(picture: Image.Image) -> NDArray[np.uint8]:
    picture = picture.copy()
    picture.thumbnail((SAMPLE_SIDE, SAMPLE_SIDE), Image.Resampling.BILINEAR)
    return np.asarray(picture, np.uint8)


def make(source: Source, name: str, wish: Wish, progress: Progress) -> tuple[tuple[str, ...], dict[str, NDArray[Any]]]:
    """The class names and the four arrays of a dataset, images uint8 (n, height, width, channels), labels int64.

    Without a test part in the upload a fifth of each class is drawn for it by seed.
    """
    shape = (len(source.items), *wish.size, 3 if wish.colour else 1)
    if math.prod(shape) > MAX_RESULT:
        raise refused(
            name, f"its {shape[0]:,} pictures would take {math.prod(shape) >> 20} MB, and {MAX_RESULT >> 20} is the most"
        )
    images = np.empty(shape, np.uint8)
    walk = _Walk(source, name, progress)
    for _, picture in walk.pictures():
        images[len(walk.labels) - 1] = resized(picture, wish.size, wish.colour, wish.crop)
    names, labels, of_test = walk.classes()
    if wish.class_names:
        if len(set(wish.class_names)) != len(names):
            raise refused(name, f"it has {len(names)} classes, and {len(set(wish.class_names))} different names were given")
        names = check_class_names(list(wish.class_names), name)
    train, test = _parts(labels, of_test, source.sorted_by_class)
    arrays: dict[str, NDArray[Any]] = {
        "x_train": images[train],
        "y_train": labels[train],
        "x_test": images[test],
        "y_test": labels[test],
    }
    return names, arrays


def _parts(labels: Labels, of_test: NDArray[np.bool_], shuffle: bool) -> tuple[Labels, Labels]:
    """Indices to train and to test with. Pictures that came class by class are shuffled, so that every part of them has all."""
    if not of_test.any():
        size = len(labels) - math.ceil(TEST_PART * len(labels))
        return stratified_parts(labels, size, TEST_SEED)
    train, test = np.flatnonzero(~of_test), np.flatnonzero(of_test)
    return (np.random.RandomState(TEST_SEED).permutation(train), test) if shuffle else (train, test)
