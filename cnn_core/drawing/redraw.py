"""Strokes drawn again with another pen, which a picture of them cannot be."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.drawing.appearance import Appearance
from cnn_core.drawing.strokes import PEN, Drawing

WIDEST = 0.5
"""Part of the pad that a redrawn stroke may take."""


def redrawn(drawing: Drawing, side: int, like: Appearance, crop: bool = True, scale: bool = True) -> Drawing:
    """The drawing with a pen that leaves strokes as wide as those of the training images, once it is brought to a field of `side` pixels.

    A pen twice as wide as usual leaves strokes twice as wide. With both steps on, the strokes are moved and fill the pad, so that
    no ink is cut off at its edge. Shapes and dots stay as they are drawn, and so does everything where the images are not writing.
    """
    if like.stroke == 0 or drawing.filled or drawing.empty:
        return drawing
    wanted = like.stroke * drawing.pen / PEN
    whole = like.fill * side if scale else side
    pen = min(WIDEST, wanted / whole)
    if not (crop and scale):
        return replace(drawing, pen=pen)
    points = [point for stroke in drawing.strokes for point in stroke]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    extent = max(max(x for x, _ in points) - left, max(y for _, y in points) - top)
    if extent < drawing.pen:
        return drawing
    factor = (1 - pen) / extent
    moved = tuple(
        tuple(((x - left) * factor + pen / 2, (y - top) * factor + pen / 2) for x, y in stroke) for stroke in drawing.strokes
    )
    return replace(drawing, strokes=moved, pen=pen)
