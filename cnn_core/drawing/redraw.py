"""Strokes drawn again with another pen, which a picture of them cannot be."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

from cnn_core.drawing.appearance import Appearance
from cnn_core.drawing.strokes import PEN, Drawing

WIDEST = 0.5
"""Part of the pad that a redrawn stroke may take."""
DASH = 1.3
"""So many times its extent is the length of a line that goes somewhere and comes back, as that of a digit does; a dash is shorter."""
STILL = 0.02
"""Part of the pad within which a pen moves that only wants to make a dot."""


def redrawn(drawing: Drawing, side: int, like: Appearance, crop: bool = True, scale: bool = True) -> Drawing:
    """The drawing with a pen that leaves strokes as wide as those of the training images, once it is brought to a field of `side` pixels.

    A pen twice as wide as usual leaves strokes twice as wide. With both steps on, the strokes are moved and fill the pad, so that
    no ink is cut off at its edge, also where the drawing is so small that the pad shows a blob. Shapes, dots and dashes shorter than
    the pen is wide stay as they are drawn, and so does everything where the images are not writing.
    """
    if like.stroke == 0 or drawing.filled or drawing.empty:
        return drawing
    wanted = like.stroke * drawing.pen / PEN
    whole = like.fill * side if scale else side
    pen = min(WIDEST, wanted / whole)
    if not (crop and scale):
        return replace(drawing, pen=pen)
    left, top, extent = _box(drawing)
    if extent < drawing.pen and (extent < STILL or _length(drawing) < DASH * extent):
        return drawing
    factor = (1 - pen) / extent
    moved = tuple(
        tuple(((x - left) * factor + pen / 2, (y - top) * factor + pen / 2) for x, y in stroke) for stroke in drawing.strokes
    )
    return replace(drawing, strokes=moved, pen=pen)


def is_blob(drawing: Drawing) -> bool:
    """Whether the drawing is smaller than its pen is wide, so that the pad shows a blob."""
    return not drawing.empty and not drawing.filled and _box(drawing)[2] < drawing.pen


def _box(drawing: Drawing) -> tuple[float, float, float]:
    """The left and the upper edge of the drawn points, and the longer side of their box."""
    points = [point for stroke in drawing.strokes for point in stroke]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return left, top, max(max(x for x, _ in points) - left, max(y for _, y in points) - top)


def _length(drawing: Drawing) -> float:
    return sum(math.dist(*pair) for stroke in drawing.strokes for pair in pairwise(stroke))
