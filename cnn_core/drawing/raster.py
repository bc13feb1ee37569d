"""From strokes to pixels: white ink on black, as in MNIST."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

from cnn_core.drawing.strokes import Drawing, Stroke

FINE = 560
"""Side of the finely drawn pad in pixels: 20 for each pixel of a 28 x 28 picture."""


def ink(drawing: Drawing, side: int = FINE) -> np.ndarray:
    """The pad as it looks, uint8 (side, side), 0 or 255: round caps and joints, shapes filled if they are wanted so, no greys yet."""
    pad = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(pad)
    for stroke in drawing.strokes:
        if drawing.filled and len(stroke) > 2:
            pen.polygon([(x * side - 0.5, y * side - 0.5) for x, y in stroke], fill=255)
        _draw(pen, stroke, side, drawing.pen * side / 2 - 0.5)  # Pillow fills the pixels on an edge too
    return np.asarray(pad).copy()


def _draw(pen: ImageDraw.ImageDraw, stroke: Stroke, side: int, radius: float) -> None:
    """A disc at every point and a bar from each to the next: the line of a round pen."""
    last: tuple[float, float] | None = None
    for x, y in ((x * side - 0.5, y * side - 0.5) for x, y in stroke):
        if last is not None:
            length = math.hypot(x - last[0], y - last[1])
            if length < 0.5:
                continue
            dx, dy = radius * (last[1] - y) / length, radius * (x - last[0]) / length
            (a, b) = last
            pen.polygon([(a + dx, b + dy), (x + dx, y + dy), (x - dx, y - dy), (a - dx, b - dy)], fill=255)
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        last = (x, y)
