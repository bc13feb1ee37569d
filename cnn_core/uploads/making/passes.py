"""Through all pictures of an upload, twice: to see what they are, and to make the arrays of a dataset of them."""

from __future__ import annotations

import math
from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.aside import MAX_ASIDE, Aside
from cnn_core.text import classes_text, plural
from cnn_core.uploads.limits import MAX_NAMED, MAX_RESULT, MAX_SAMPLES
from cnn_core.uploads.making.drawn_part import NOTHING, can_be_drawn, to_learn_and_test
from cnn_core.uploads.making.evenly import evenly
from cnn_core.uploads.making.found import VALIDATION_FROM, Found, Wish, as_called
from cnn_core.uploads.making.frames_of_films import said_of_frames
from cnn_core.uploads.making.nearly_twice import said_of_near
from cnn_core.uploads.making.oddities import kinds_of_file
from cnn_core.uploads.making.samples import MAX_COLLECTED, sampled, small
from cnn_core.uploads.making.seen_twice import said_of_copies, said_of_leaks
from cnn_core.uploads.making.walk import Progress, Walk
from cnn_core.uploads.pictures import STRETCHED, is_coloured, scale_of
from cnn_core.uploads.source import (
    PARTS,
    Answers,
    PictureError,
    Source,
    check_class_names,
    once,
    refused,
)

MAX_PIXELS_ASIDE = 300 * 10**6
SHOWN = 5
TURNED = "Rows and columns seem to be swapped, as in EMNIST, so the pictures are turned upright."

KEPT = "Of the {:,} pictures without a class the first {:,} are kept for the Draw page, or fewer where they are very large."

SCALED = (
    "With 16 bits a pixel or more, and not equally bright: {}. Each is scaled to 8 bits by its own range, so how bright one is beside "
    "another is lost."
)


def look(source: Source, name: str, answers: Answers, progress: Progress) -> Found:
    """What the upload holds. Opens every picture, so that all that is wrong with one is found now."""
    walk = Walk(source, name, answers, progress)
    wanted = sampled(source)
    samples: list[NDArray[np.uint8]] = []
    sample_numbers: list[int] = []
    scales: list[int] = []
    colour = False
    for item, picture in walk.pictures():
        colour = colour or is_coloured(picture)
        if (scale := scale_of(picture)) is not None:
            scales.append(scale)
        if id(item) in wanted and len(samples) < MAX_COLLECTED:
            sample_numbers.append(len(walk.sizes) - 1)
            samples.append(small(picture))
    settled = walk.settled()
    sizes = np.array(walk.sizes)[settled.kept]
    median = (int(np.median(sizes[:, 0])), int(np.median(sizes[:, 1])))
    learned = ~(settled.of_test | settled.of_validation)
    counts = [
        tuple(np.bincount(settled.labels[part], minlength=len(settled.names)).tolist())
        for part in (learned, settled.of_validation, settled.of_test)
    ]
    used = {source.class_names[label] for label in walk.labels}
    empty = [name[:40] for name in dict.fromkeys(source.class_names) if name not in used]
    listed = ", ".join(empty[:SHOWN]) + (", …" if len(empty) > SHOWN else "")
    dropped = [f"Without a picture that can be used, and so no class: {listed}."] if empty else []
    kinds = kinds_of_file(source.class_names, walk.files, walk.labels) if source.of_files else []
    leaks = [each for said in (said_of_leaks, said_of_copies) for each in said(settled, walk.items, walk.marks)]
    files = walk.kept(settled, walk.files)
    leaks += said_of_near(settled, files, walk.near(settled)) or said_of_frames(settled, files)
    more = len(source.unlabelled) > MAX_ASIDE
    without_class = [KEPT.format(len(source.unlabelled), MAX_ASIDE)] if more else []
    deep = [SCALED.format(plural(len(scales), "picture"))] if STRETCHED in scales or len(set(scales)) > 1 else []
    aside = [*settled.set_aside, *walk.set_aside]
    place = np.cumsum(settled.kept) - 1
    label_of = {number: int(settled.labels[place[of]]) for number, of in enumerate(sample_numbers) if settled.kept[of]}
    groups = [[number for number, label in label_of.items() if label == each] for each in range(len(settled.names))]
    shown = sorted(evenly(groups, [sum(of_class) for of_class in zip(*counts, strict=True)], MAX_SAMPLES))
    found = np.array(walk.parts)[settled.kept]
    return Found(
        kind=source.kind,
        class_names=settled.names,
        train_counts=counts[0],
        validation_counts=counts[1],
        test_counts=counts[2],
        median=median,
        odd=int((sizes != median).any(axis=1).sum()),
        colour=colour,
        set_aside=tuple(aside[:MAX_NAMED]),
        set_aside_count=len(aside),
        notes=(
            *source.notes,
            *settled.notes,
            *leaks,
            *dropped,
            *kinds,
            *deep,
            *without_class,
            *([TURNED] if source.turned else []),
        ),
        sample_labels=tuple(label_of[number] for number in shown),
        samples=tuple(samples[number] for number in shown),
        parts=tuple((part, int((found == part).sum())) for part in PARTS if (found == part).any()),
        questions=once((*source.questions, *settled.questions)),
        turned=source.turned,
        all_names=tuple(source.class_names[label] for label in np.unique(walk.labels)),
    )


def make(
    source: Source, name: str, wish: Wish, answers: Answers, progress: Progress
) -> tuple[tuple[str, ...], dict[str, NDArray[Any]]]:
    """The class names, the four arrays of a dataset, images uint8 (n, height, width, channels), labels int64, and those of the pictures
    of which no class is known; `VALIDATION_FROM` is the training image with which those begin that are to validate with, 0 if there are none.

    Without a test part in the upload a fifth of each class is drawn for it by seed.
    """
    shape = (len(source.items), *wish.size, 3 if wish.colour else 1)
    if math.prod(shape) > MAX_RESULT:
        raise refused(
            name, f"its {shape[0]:,} pictures would take {math.prod(shape) >> 20} MB, and {MAX_RESULT >> 20} is the most"
        )
    images = np.empty(shape, np.uint8)
    walk = Walk(source, name, answers, progress)
    for _, picture in walk.pictures():
        images[len(walk.labels) - 1] = wish.made(picture)
    settled = walk.settled()
    images = images[: len(walk.labels)][settled.kept]
    names, labels = settled.names, settled.labels
    validating, others = np.flatnonzero(settled.of_validation), np.flatnonzero(~settled.of_validation)
    if wish.class_names:
        if len(wish.class_names) != len(names):
            given = f"{plural(len(wish.class_names), 'name')} {'was' if len(wish.class_names) == 1 else 'were'} given"
            raise refused(name, f"it has {classes_text(len(names))}, and {given}; give each class one name")
        names, places = as_called(check_class_names(list(wish.class_names), name))
        labels = np.array(places, np.int64)[labels]
    if not settled.of_test.any() and not can_be_drawn(labels[others]):
        raise refused(name, NOTHING)
    of = settled.of_test[others]
    train, test = (others[part] for part in to_learn_and_test(labels[others], of, source.sorted_by_class, settled.groups[others]))
    begins = len(train) if len(validating) else 0
    train = np.concatenate([train, validating])
    arrays: dict[str, NDArray[Any]] = {
        "x_train": images[train],
        "y_train": labels[train],
        "x_test": images[test],
        "y_test": labels[test],
    }
    return names, arrays | {VALIDATION_FROM: np.array([begins])} | _aside(source, wish).arrays()


def _aside(source: Source, wish: Wish) -> Aside:
    """Pictures without a class, as many as are kept."""
    names: list[str] = []
    images: list[NDArray[np.uint8]] = []
    pixels = 0
    for item in source.unlabelled:
        if len(images) == MAX_ASIDE or pixels > MAX_PIXELS_ASIDE:
            break
        with suppress(PictureError):
            picture = item.open()
            pixels += picture.width * picture.height
            images.append(wish.made(picture))
            names.append(item.where)
    return Aside(tuple(names), np.stack(images) if images else np.empty((0, *wish.size, 3 if wish.colour else 1), np.uint8))
