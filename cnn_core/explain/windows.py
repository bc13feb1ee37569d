"""Where the window of one output lies in a layer's input, and which pixels of the image reach it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cnn_core.spec import Flatten
from cnn_core.summary import Row

Box = tuple[int, int, int, int]
"""First row, first column, last row, last column; the last ones belong to it."""


def window_of(row: Row, y: int, x: int) -> Box:
    """The window of an output pixel in the input of its layer; beyond the input where padding lies."""
    window = row.layer.window(row.input_shape)
    if window is None:
        return 0, 0, row.input_shape[0] - 1, row.input_shape[1] - 1
    (height, width), (down, right) = window
    before, stretch = row.layer.before(row.input_shape), row.layer.stretch
    top, left = y * down // stretch[0] - before[0], x * right // stretch[1] - before[1]
    return top, left, top + height - 1, left + width - 1


@dataclass(frozen=True)
class Field:
    """The pixels of the image that one number depends on: these rows and columns crossed. Strides can leave some between them out."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]

    @property
    def box(self) -> Box:
        """Around all of them; (0, 0, -1, -1) for a number that depends on none, where zeros were put around."""
        if not self.rows or not self.columns:
            return 0, 0, -1, -1
        return self.rows[0], self.columns[0], self.rows[-1], self.columns[-1]


def receptive_field(rows: Sequence[Row], at: tuple[int, ...]) -> Field:
    """What the number at (y, x, channel) or (unit,) of the last of these rows depends on. It is the set itself, not its size
    alone: borders cut it, strides leave pixels out. `rows` are those of the network from its first layer on.
    """
    place: tuple[int, ...] | None = at if len(at) == 1 else None
    lines: tuple[Iterable[int], Iterable[int]] = ((), ()) if len(at) == 1 else ((at[0],), (at[1],))
    for row in reversed(rows):
        shape = row.input_shape
        if len(row.output_shape) == 3:
            down, right = [window_of(row, y, 0) for y in lines[0]], [window_of(row, 0, x) for x in lines[1]]
            step = row.layer.dilation
            lines = _cut([box[::2] for box in down], shape[0], step[0]), _cut([box[1::2] for box in right], shape[1], step[1])
        elif len(shape) == 3 and isinstance(row.layer, Flatten) and place is not None:
            y, x = divmod(place[0] // shape[2], shape[1])
            lines = (y,), (x,)
        elif len(shape) == 3:
            lines = range(shape[0]), range(shape[1])
        elif row.layer.window(shape) is None:
            place = None  # every unit of the input
    return Field(tuple(lines[0]), tuple(lines[1]))


def taps(first: int, last: int, size: int, step: int = 1) -> range:
    """The places of a window that lie on an input of this size; every `step`-th is looked at."""
    return range(first if first >= 0 else first % step, min(size - 1, last) + 1, step)


def _cut(windows: Sequence[tuple[int, ...]], size: int, step: int) -> tuple[int, ...]:
    """All places of these windows (first, last) that lie on the input."""
    return tuple(sorted({k for first, last in windows for k in taps(first, last, size, step)}))
