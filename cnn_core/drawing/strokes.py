"""A drawing as a value: strokes of a pen on a square pad."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from cnn_core.errors import LabError

PEN = 0.09
PENS = (0.01, 0.3)
MAX_STROKES = 200
MAX_POINTS = 20_000

Point = tuple[float, float]
Stroke = tuple[Point, ...]


class DrawingError(LabError):
    """Strokes that cannot be read; the sentence says which and why."""


@dataclass(frozen=True)
class Drawing:
    """Strokes in the order of drawing, each a row of (x, y) from the top left corner (0, 0) to the bottom right (1, 1).

    `pen` is the width of the ink as a fraction of the pad's side. At the default, digits drawn over two thirds of the pad
    come out with the stroke width of MNIST, about 2.6 of 28 pixels, once they are brought to size. `filled`: each stroke is the outline
    of a shape, closed by a straight line and full of ink.
    """

    strokes: tuple[Stroke, ...] = ()
    pen: float = PEN
    filled: bool = False

    @property
    def empty(self) -> bool:
        return not any(self.strokes)


def read_strokes(value: object) -> Drawing:
    """The drawing that a browser sent: `{"pen": 0.09, "strokes": [[[x, y], ...], ...]}`; `pen`, and `filled` for shapes, may be left out.

    Points beyond the pad are kept (a pen may leave it and come back) up to one side away. DrawingError names the first fault.
    """
    if not isinstance(value, Mapping):
        raise DrawingError(f"A drawing must be an object with strokes. Received: {type(value).__name__}")
    pen = _number(value.get("pen", PEN), "pen", *PENS)
    filled = value.get("filled", False)
    if not isinstance(filled, bool):
        raise DrawingError(f"filled must be true or false. Received: {_shown(filled)}")
    given = value.get("strokes")
    if not isinstance(given, list | tuple):
        raise DrawingError(f"strokes must be a list of strokes. Received: {type(given).__name__}")
    if len(given) > MAX_STROKES:
        raise DrawingError(f"A drawing can have {MAX_STROKES} strokes; clear the pad and draw again. Received: {len(given):,}")
    strokes: list[Stroke] = []
    points = 0
    for index, stroke in enumerate(given):
        where = f"strokes[{index}]"
        if not isinstance(stroke, list | tuple):
            raise DrawingError(f"{where} must be a list of points. Received: {type(stroke).__name__}")
        points += len(stroke)
        if points > MAX_POINTS:
            raise DrawingError(f"A drawing can have {MAX_POINTS:,} points; clear the pad and draw again. Received: more")
        strokes.append(tuple(_point(point, f"{where}[{at}]") for at, point in enumerate(stroke)))
    return Drawing(tuple(stroke for stroke in strokes if stroke), pen, filled)


def _point(value: object, where: str) -> Point:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise DrawingError(f"{where} must be a point [x, y]. Received: {_shown(value)}")
    return _number(value[0], f"{where}[0]", -1, 2), _number(value[1], f"{where}[1]", -1, 2)


def _number(value: object, where: str, minimum: float, maximum: float) -> float:
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    if not minimum <= number <= maximum:
        raise DrawingError(f"{where} must be a number from {minimum} to {maximum}. Received: {_shown(value)}")
    return float(number)


def _shown(value: object) -> str:
    return repr(value) if isinstance(value, int | float | str | bool) and len(repr(value)) < 40 else type(value).__name__
