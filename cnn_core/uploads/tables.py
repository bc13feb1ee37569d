"""Arrays of images and labels, from npz and IDX files, as pictures one by one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_core.uploads.limits import MAX_PIXELS
from cnn_core.uploads.source import Item, Source, check_class_names, refused

Arrays = NDArray[Any]
CHUNK = 1024
NAMED = 1000
PLAIN_DIMENSIONS, COLOUR_DIMENSIONS = 3, 4


def table_source(kind: str, parts: Mapping[str, tuple[Arrays, Arrays]], name: str, notes: list[str]) -> Source:
    """The pictures of a training and perhaps a test part, each (images, labels); DatasetError says which array is wrong.

    Images (n, h, w), (n, h, w, 1 or 3) or (n, 1 or 3, h, w) of whole numbers from 0 to 255 or fractions; labels (n,) or (n, 1) of
    whole numbers or words, or (n, classes) one-hot.
    """
    images = {part: _images(pixels, f"{part} images", name, notes) for part, (pixels, _) in parts.items()}
    labels = {part: _labels(given, f"{part} labels", name, notes) for part, (_, given) in parts.items()}
    for part, pixels in images.items():
        if len(pixels) != len(labels[part]):
            raise refused(name, f"it has {len(pixels):,} {part} images and {len(labels[part]):,} {part} labels")
        if not len(pixels):
            raise refused(name, f"its {part} part has no images")
    values = np.unique(np.concatenate(list(labels.values())))
    if len(values) > NAMED:
        raise refused(name, f"its labels have {len(values):,} different values, so they are no classes")
    names = check_class_names([str(value) for value in values.tolist()], name)
    items = [
        Item(part, int(label), f"image {number:,} of the {part} part", partial(_picture, images[part], number))
        for part in images
        for number, label in enumerate(np.searchsorted(values, labels[part]))
    ]
    return Source(kind=kind, class_names=names, items=items, notes=list(dict.fromkeys(notes)))


def _picture(images: Arrays, number: int) -> Image.Image:
    return Image.fromarray(images[number])


def _images(pixels: Arrays, what: str, name: str, notes: list[str]) -> NDArray[np.uint8]:
    """uint8 (n, h, w) or (n, h, w, 3)."""
    shape = pixels.shape
    if pixels.ndim == COLOUR_DIMENSIONS and shape[3] not in (1, 3) and shape[1] in (1, 3):
        pixels = np.moveaxis(pixels, 1, 3)
        notes.append("The channels came first in the arrays, and were moved to the end.")
    if pixels.ndim == COLOUR_DIMENSIONS and pixels.shape[3] == 1:
        pixels = pixels[..., 0]
    if pixels.ndim not in (PLAIN_DIMENSIONS, COLOUR_DIMENSIONS) or (pixels.ndim == COLOUR_DIMENSIONS and pixels.shape[3] != 3):
        raise refused(name, f"its {what} have the shape {shape}, and (n, height, width) or (n, height, width, 1 or 3) is wanted")
    if not 0 < pixels.shape[1] * pixels.shape[2] <= MAX_PIXELS:
        raise refused(name, f"its {what} are {pixels.shape[1]} x {pixels.shape[2]} pixels")
    return _bytes(pixels, what, name, notes)


def _bytes(pixels: Arrays, what: str, name: str, notes: list[str]) -> NDArray[np.uint8]:
    if pixels.dtype == np.uint8:
        if pixels.size and pixels.max() < 64:
            notes.append(f"The largest pixel value is {pixels.max()} of 255, so the pictures are dark.")
        return np.ascontiguousarray(pixels)
    if pixels.dtype.kind not in "buif":
        raise refused(name, f"its {what} hold values of type {pixels.dtype}, and numbers are wanted")
    if pixels.dtype.kind == "b":
        notes.append("Pixels were yes or no, and became 255 or 0.")
        return np.where(pixels, np.uint8(255), np.uint8(0))
    low, high = (float(pixels.min()), float(pixels.max())) if pixels.size else (0.0, 0.0)
    if not (low >= 0 and high <= 255):  # written so that values that are no numbers are refused too
        raise refused(name, f"its {what} go from {low:g} to {high:g}, and 0 to 255 or 0 to 1 is wanted")
    fractions = pixels.dtype.kind == "f" and high <= 1
    if pixels.dtype.kind == "f":
        said = "from 0 to 1, and were multiplied by 255" if fractions else "with decimals, and were rounded"
        notes.append(f"Pixels were numbers {said}.")
    out = np.empty(pixels.shape, np.uint8)
    for start in range(0, len(pixels), CHUNK):  # in pieces, since decimals take eight times the room
        piece = pixels[start : start + CHUNK].astype(np.float64)
        out[start : start + CHUNK] = np.rint(piece * 255 if fractions else piece)
    return out


def _labels(labels: Arrays, what: str, name: str, notes: list[str]) -> Arrays:
    """(n,) whole numbers or words."""
    if labels.ndim == 2 and labels.shape[1] == 1:
        labels = labels[:, 0]
    if (
        labels.ndim == 2
        and labels.dtype.kind in "buif"
        and np.all((labels == 0) | (labels == 1))
        and np.all(labels.sum(axis=1) == 1)
    ):
        notes.append("The labels were one-hot, and became the number of the column with the 1.")
        return np.asarray(labels.argmax(axis=1))
    if labels.ndim != 1:
        raise refused(name, f"its {what} have the shape {labels.shape}, and one label for each image is wanted")
    if labels.dtype.kind == "f" and np.all(np.isfinite(labels)) and np.all(labels == np.rint(labels)):
        return labels.astype(np.int64)
    if labels.dtype.kind == "S":
        return np.char.decode(labels, "utf-8", "replace")
    if labels.dtype.kind not in "buiU":
        raise refused(name, f"its {what} hold values of type {labels.dtype}, and whole numbers or words are wanted")
    return labels
