"""Blocks of a grid and the one number that is kept of each."""

from __future__ import annotations

import numpy as np

from cnn_core.figures.lessons.panels import Cell, Frame, figure, grid, number, panel, shaded, sign
from cnn_core.figures.theme import palette
from cnn_core.lessons.pooling import pool


def pooled(image: np.ndarray, kind: str, dark: bool) -> str:
    """Image (n, n) in 2x2 blocks, and max and average pooling of it; in the image the largest of each block is bold for `max`."""
    colours = palette(dark)
    made, side = pool(image, kind), len(image) // 2
    largest = pool(image, "max")
    cells = [
        [
            Cell(
                number(v),
                colours.accent,
                0.3 if (r // 2 + c // 2) % 2 else 0.1,
                bold=kind == "max" and v == largest[r // 2, c // 2],
            )
            for c, v in enumerate(row)
        ]
        for r, row in enumerate(image)
    ]
    frames = [Frame(2 * r, 2 * c, 2, 2, colours.muted) for r in range(side) for c in range(side)]
    first = " and ".join([", ".join(number(v) for v in image[:2, :2].ravel()[:3]), number(image[1, 1])])
    alt = f"{kind} pooling of {image.size} numbers in 2 by 2 blocks leaves {made.size}. Of {first} stays {made[0, 0]:g}."
    return figure(
        alt,
        dark,
        panel(f"Feature map {len(image)}×{len(image)}: {image.size} numbers", grid(cells, dark, frames)),
        sign("→"),
        panel(f"After {kind} pooling: {made.size} numbers", grid(shaded(made, colours.accent), dark, cell=2 * 24, size=15)),
    )
