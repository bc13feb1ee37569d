"""Arrays of images and labels, from whatever file, as pictures one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_core.text import plural
from cnn_core.uploads.arrays.array import Array, Values
from cnn_core.uploads.arrays.digits_from_one import MAY_LIE, lie, may_lie, said_of_ten
from cnn_core.uploads.arrays.labels import classes_of, label_texts
from cnn_core.uploads.arrays.pairing import Pairs, pair
from cnn_core.uploads.arrays.ranges import to_bytes
from cnn_core.uploads.arrays.roles import told_by_shape
from cnn_core.uploads.arrays.shapes import as_pictures, pictures_first
from cnn_core.uploads.arrays.table_names import names_of_labels
from cnn_core.uploads.arrays.unlabelled_images import PREDICTED, unlabelled_images
from cnn_core.uploads.files.encodings import texts_of
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.pictures import flattened
from cnn_core.uploads.source import NO_LABEL, Answers, Item, Question, Source, ask, refused
from cnn_core.uploads.words.naming import natural

EMNIST = "emnist"
LAST, FIRST = "the last axis", "the first axis"


def table_source(
    kind: str,
    arrays: Sequence[Array],
    beside: Sequence[Member],
    name: str,
    answers: Answers,
    known: Mapping[str, str] | None = None,
) -> Source:
    """The pictures in arrays; DatasetError says which array is wrong. `beside` are files that may name the labels."""
    notes: list[str] = []
    letters: list[Question] = []
    mapping, listed = names_of_labels(beside, arrays, answers, letters)
    pairs = pair([each for each in arrays if not each.name.endswith("/mapping")], name, answers)
    notes += pairs.notes
    if pairs.classes:
        images, labels, names = _by_class(pairs, name, answers, notes)
    else:
        images, given = _by_part(pairs, name, answers, notes)
        given = {part: _words(of, answers, letters) for part, of in given.items()}
        listed = tuple(map(str.strip, _words(pairs.listed, answers, letters).tolist())) if pairs.listed is not None else listed
        known = {**(known or {}), **mapping}
        known |= said_of_ten(pairs.parts, kind, {**known, **dict.fromkeys(listed, "")}, answers, pairs.questions)
        names, labels = classes_of(given, known, listed, name, notes, answers, pairs.questions)
    for part, pixels in images.items():
        if len(pixels) != len(labels[part]):
            raise refused(name, f"it has {len(pixels):,} {part} images and {len(labels[part]):,} {part} labels")
    without = unlabelled_images(pairs.unlabelled, images, name, answers)
    scaled = to_bytes({**images, **without}, name, answers, notes, pairs.questions)
    images = {part: scaled[part] for part in images}
    items = [
        Item(
            part,
            int(label),
            f"image {number:,} of the {part} part",
            partial(_picture, images[part], number),
            partial(_mark, images[part], number),
        )
        for part in images
        for number, label in enumerate(labels[part])
        if label != NO_LABEL
    ]
    unlabelled = sum(int((of == NO_LABEL).sum()) for of in labels.values())
    if unlabelled:
        notes.append(f"Left out, for want of a label: {plural(unlabelled, 'image')}.")
    of_rows = [x for of_part in pairs.parts.values() for x, _ in of_part] + [x for _, _, x in pairs.classes]
    turned = any(x.columns_first and len(x.shape) == 2 for x in of_rows)
    turned |= lie(pairs.parts)
    turned |= any(EMNIST in text.casefold() for text in (name, *(each.name for each in arrays))) or any(
        each.name.endswith("dataset/train/images") for each in arrays
    )
    notes += [MAY_LIE] * (may_lie(pairs.parts, kind) and not turned)
    return Source(
        kind=kind,
        class_names=names,
        items=items,
        sorted_by_class=bool(pairs.classes),
        by_names=bool(pairs.classes),
        set_aside=[replace(each, why=f"{each.why}; {PREDICTED}") if each.what in without else each for each in pairs.set_aside],
        notes=list(dict.fromkeys(notes)),
        questions=[*letters, *pairs.questions],
        turned=turned,
        unlabelled=[
            Item("", NO_LABEL, f"image {number:,} of {each}", partial(_picture, scaled[each], number))
            for each in without
            for number in range(len(scaled[each]))
        ],
    )


def _words(values: Values, answers: Answers, questions: list[Question]) -> Values:
    """Words in bytes as the letters that they stand for."""
    return texts_of(values, answers, questions).reshape(values.shape) if values.dtype.kind == "S" else values


def _picture(images: NDArray[np.uint8], number: int) -> Image.Image:
    pixels = images[number]
    return flattened(Image.fromarray(pixels)) if pixels.ndim == 3 and pixels.shape[2] == 4 else Image.fromarray(pixels)


def _mark(images: NDArray[np.uint8], number: int) -> int | None:
    pixels = images[number]
    return None if (pixels == pixels[0, 0]).all() else hash((pixels.shape, pixels.tobytes()))


def _by_part(pairs: Pairs, name: str, answers: Answers, notes: list[str]) -> tuple[dict[str, Values], dict[str, Values]]:
    images: dict[str, Values] = {}
    labels: dict[str, Values] = {}
    for part, of_part in pairs.parts.items():
        ys = [y.read() for _, y in of_part]
        notes += [told for each in of_part if (told := told_by_shape(*each))]
        xs = []
        for (x, _), y in zip(of_part, ys, strict=True):
            values = pictures_first(x.read(), y.size if 1 in y.shape or y.ndim == 1 else len(y), notes)
            xs.append(as_pictures(values, f"{part} images", name, answers, notes, pairs.questions))
        if len({each.shape[1:] for each in xs}) > 1:
            raise refused(name, f"its {part} images have different shapes: {', '.join(str(each.shape) for each in xs)}"[:200])
        images[part] = xs[0] if len(xs) == 1 else np.concatenate(xs)
        labels[part] = ys[0] if len(ys) == 1 else _together(ys, part, name, notes)
        if not len(images[part]):
            raise refused(name, f"its {part} part has no images")
    return images, labels


def _together(ys: Sequence[Values], part: str, name: str, notes: list[str]) -> Values:
    """The labels of several arrays behind each other; as words, if only some of them are one-hot."""
    flat = [y.reshape(-1) if 1 in y.shape else y for y in ys]
    if len({y.shape[1:] for y in flat}) > 1:
        flat = [label_texts(y, part, name, notes) for y in flat]
    return np.concatenate(flat)


def _by_class(
    pairs: Pairs, name: str, answers: Answers, notes: list[str]
) -> tuple[dict[str, Values], dict[str, NDArray[np.int64]], tuple[str, ...]]:
    order = sorted(pairs.classes, key=lambda each: natural(each[0]))
    names = tuple(dict.fromkeys(label for label, _, _ in order))
    shapes = {array.shape for _, _, array in order}
    three = all(len(shape) == 3 for shape in shapes)
    last_counts = three and len({shape[:2] for shape in shapes}) == 1 and len({shape[2] for shape in shapes}) > 1
    if (
        three and len(shapes) == 1 and all(array.columns_first for _, _, array in order)
    ):  # as many pictures of each class: no shape tells
        question = ask("counting axis", f"Of {next(iter(shapes))} the images are counted by", (LAST, FIRST), LAST, answers)
        pairs.questions.append(question)
        last_counts = question.chosen == LAST
    if last_counts:
        notes.append("The last axis of each array counts the images, and was moved to the front.")
    images: dict[str, list[Values]] = {}
    labels: dict[str, list[NDArray[np.int64]]] = {}
    for label, part, array in order:
        values = array.read()
        if last_counts:
            values = np.moveaxis(values, -1, 0)
        values = as_pictures(values, f"images of {label}", name, answers, notes, pairs.questions)
        images.setdefault(part, []).append(values)
        labels.setdefault(part, []).append(np.full(len(values), names.index(label)))
    shapes = {each.shape[1:] for of_part in images.values() for each in of_part}
    if len(shapes) > 1:
        raise refused(name, f"its classes have pictures of different shapes: {', '.join(map(str, shapes))[:200]}")
    notes.append("Each array is a class, called by its own name, or by that of its file if it is alone there.")
    return (
        {part: np.concatenate(each) for part, each in images.items()},
        {part: np.concatenate(each) for part, each in labels.items()},
        names,
    )
