"""What comes out of layers, as small pictures of one size."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_core.figures.address import png_address

CHANNELS = 4
"""Feature maps shown of each layer, two by two."""

GROUND = 96
"""Grey between feature maps: darker than what is bright, brighter than what is dark."""

MAX_SIDE = 128
"""Pixels of the longer side of a picture that is sent as it is."""

WIDE = 900
"""Pixels of the width of a picture of all maps."""

Values = NDArray[np.floating]


def layer_address(values: Values) -> str:
    """The picture of `layer_picture`, a pixel for each number unless that makes it too large, as the `data:` URL of a PNG."""
    field = Image.fromarray(_field(values))
    field.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.BOX)
    return png_address(field)


def all_maps_address(values: Values) -> tuple[str, int, int]:
    """All feature maps (height, width, channels) as tiles, or all numbers (units,) as squares, on one scale, as the `data:` URL of a PNG
    with the width and height in which whole pixels show it some 900 pixels wide."""
    grey = _grey(values)
    field = _all_tiles(grey) if grey.ndim == 3 else _squares(grey)
    factor = max(1, WIDE // field.shape[1]) if grey.ndim == 3 else max(1, min(WIDE // field.shape[1], 24))
    return png_address(Image.fromarray(field)), field.shape[1] * factor, field.shape[0] * factor


def layer_picture(values: Values, side: int) -> NDArray[np.uint8]:
    """A grey picture uint8 (side, side, 1) of a layer's output: black is its smallest value, white its largest.

    (height, width, channels): the first four channels as tiles, two by two, all on the same scale. (units,): one square a unit, row by row.
    """
    field = _field(values)
    factor = side / max(field.shape)
    size = max(1, round(field.shape[1] * factor)), max(1, round(field.shape[0] * factor))
    how = Image.Resampling.NEAREST if factor >= 1 else Image.Resampling.BOX
    small = Image.fromarray(field).resize(size, how)
    out = Image.new("L", (side, side), GROUND)
    out.paste(small, ((side - size[0]) // 2, (side - size[1]) // 2))
    return np.asarray(out)[:, :, None]


def _field(values: Values) -> NDArray[np.uint8]:
    grey = _grey(values)
    return _tiles(grey) if grey.ndim == 3 else _squares(grey)


def _grey(values: Values) -> NDArray[np.uint8]:
    low, high = float(values.min()), float(values.max())
    return np.zeros(values.shape, np.uint8) if high <= low else np.rint(255 * (values - low) / (high - low)).astype(np.uint8)


def _all_tiles(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """About three times as wide as high, with few places left free."""
    height, width, channels = grey.shape
    gap = max(1, width // 14)
    wanted = min(channels, max(1, round(math.sqrt(3 * channels * (height + gap) / (width + gap)))))
    columns = min(range(max(1, wanted // 2 + 1), wanted + 1), key=lambda each: (-channels % each, wanted - each))
    rows = -(-channels // columns)
    field = np.full((rows * (height + gap) - gap, columns * (width + gap) - gap), GROUND, np.uint8)
    for k in range(channels):
        top, left = k // columns * (height + gap), k % columns * (width + gap)
        field[top : top + height, left : left + width] = grey[:, :, k]
    return field


def _tiles(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width, channels = grey.shape
    if channels == 1:
        return grey[:, :, 0]
    rows = 2 if channels > 2 else 1
    gap = max(1, width // 14)
    field = np.full((rows * height + (rows - 1) * gap, 2 * width + gap), GROUND, np.uint8)
    for k in range(min(channels, CHANNELS)):
        top, left = k // 2 * (height + gap), k % 2 * (width + gap)
        field[top : top + height, left : left + width] = grey[:, :, k]
    return field


def _squares(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    root = math.ceil(math.sqrt(len(grey)))
    columns = next((n for n in range(root, 2 * root) if len(grey) % n == 0), root)  # without a rest, if that is no long row
    field = np.full((math.ceil(len(grey) / columns), columns), GROUND, np.uint8)
    field.flat[: len(grey)] = grey
    return field
