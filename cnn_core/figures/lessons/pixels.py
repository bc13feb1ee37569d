"""A digit, and the numbers of a window on it."""

from __future__ import annotations

import numpy as np

from cnn_core.figures.lessons.panels import figure, grey, grid, number, panel, sign
from cnn_core.figures.theme import palette

SIDE = 7
PIXEL = 9


def pixel_numbers(image: np.ndarray, scaled: np.ndarray, row: int, column: int, digits: str, dark: bool) -> str:
    """The image uint8 (h, w) in grey with a window on it, and the window's numbers taken from `scaled` (h, w), on their own grey."""
    colours = palette(dark)
    height, width = image.shape
    lit = "".join(
        f'<rect x="{c * PIXEL}" y="{r * PIXEL}" width="{PIXEL}" height="{PIXEL}" fill="rgb({v},{v},{v})"/>'
        for (r, c), v in np.ndenumerate(image)
        if v
    )
    side = SIDE * PIXEL
    picture = (
        f'<svg viewBox="-2 -2 {width * PIXEL + 4} {height * PIXEL + 4}" width="{width * PIXEL + 4}" height="{height * PIXEL + 4}">'
        f'<rect width="{width * PIXEL}" height="{height * PIXEL}" fill="#000" stroke="{colours.quiet}"/>{lit}'
        f'<rect x="{column * PIXEL}" y="{row * PIXEL}" width="{side}" height="{side}" fill="none" stroke="{colours.accent}" '
        'stroke-width="3"/></svg>'
    )
    rows, columns = slice(row, row + SIDE), slice(column, column + SIDE)
    shown = scaled[rows, columns]
    cells = [
        [grey(number(v, digits).replace("0.00", "0"), int(p) / 255) for v, p in zip(values, pixels, strict=True)]
        for values, pixels in zip(shown, image[rows, columns], strict=True)
    ]
    alt = (
        f"A digit of {height} by {width} pixels, and the numbers of its rows {row} to {row + SIDE - 1} and columns {column} to "
        f"{column + SIDE - 1}: from {number(float(shown.min()))} to {number(float(shown.max()))}."
    )
    return figure(
        alt,
        dark,
        panel(f"Image, shape ({height}, {width}, 1)", picture),
        sign("→"),
        panel(f"Rows {row} to {row + SIDE - 1}, columns {column} to {column + SIDE - 1}", grid(cells, dark, cell=37, size=12)),
    )
