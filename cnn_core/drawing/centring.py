"""The steps of MNIST's centring as separate functions: crop to the ink, bring to size, place by the centre of mass.

LeCun, Bottou, Bengio and Haffner (1998), "Gradient-based learning applied to document recognition", section III.A: digits were
"size normalized to fit in a 20x20 pixel box while preserving their aspect ratio", with greys from the anti-aliasing, then "centered
in a 28x28 image by computing the center of mass of the pixels, and translating the image so as to position this point at the
center of the 28x28 field". In the files that point is pixel 14 of 0 to 27, to within half a pixel: whole-pixel moves.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PIL import Image

FILL = 20 / 28
"""Part of the field that the longer side of the ink spans."""


class CropBox(NamedTuple):
    """Pixels from `top` to `bottom` and from `left` to `right`, the last ones excluded."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> tuple[int, int]:
        return self.bottom - self.top, self.right - self.left


def cover(pixels: np.ndarray) -> CropBox | None:
    """The smallest box with all the ink of (h, w); None where there is no ink."""
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    if rows.size == 0:
        return None
    return CropBox(int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1)


def size_in_field(size: tuple[int, int], field: tuple[int, int], fill: float = FILL) -> tuple[int, int]:
    """The (height, width) of ink of this size once its aspect is kept and it fits the box that is `fill` of the field."""
    box = [max(1, round(fill * side)) for side in field]
    factor = min(box[0] / size[0], box[1] / size[1])
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def scale(pixels: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """The picture at (height, width), uint8: each pixel is the mean of the area it covers, as the greys of MNIST were made."""
    height, width = size
    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BOX))


def place(pixels: np.ndarray, field: tuple[int, int], centre_of_mass: bool) -> np.ndarray:
    """The picture in an empty field, uint8 (height, width), moved by whole pixels: its centre of mass, or else its middle,
    comes to the middle of the field. Where that would push ink out of the field, the ink stops at the edge."""
    out = np.zeros(field, np.uint8)
    ink = cover(pixels)
    if ink is None:
        return out
    source, target = [], []
    for axis, (low, high) in enumerate(((ink.top, ink.bottom), (ink.left, ink.right))):
        side, room = pixels.shape[axis], field[axis]
        start = (room - side) // 2
        if centre_of_mass:
            mass = pixels.sum(axis=1 - axis, dtype=np.float64)
            start = round(room / 2 - float(np.arange(side) @ mass / mass.sum()))
            start = max(min(start, room - high), -low)
        source.append(slice(max(0, -start), min(side, room - start)))
        target.append(slice(max(0, start), min(room, start + side)))
    out[tuple(target)] = pixels[tuple(source)]
    return out
