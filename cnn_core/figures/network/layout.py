"""The layout of the network's picture. All numbers are pixels; y points down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from cnn_core.figures.network.shapes import THIN, Shape, Size, slab
from cnn_core.summary import Row, Summary
from cnn_core.text import shape_text

WIDEST = 1180
"""Up to this width labels stand level, over two lines; beyond, blocks move together, thin plates stand close before their slabs,
and labels lean."""

LETTER = 6.0
MIDDLE = 130.0
EDGE = 10.0
LEANING = 38.0
PITCH = 17.0
NARROWEST = 52.0


@dataclass(frozen=True)
class Block:
    """One block: its row (None is the input), its size, the x of its front left edge, and of its slot's two ends."""

    row: Row | None
    shape: Shape
    size: Size
    left: float
    slot: tuple[float, float]

    @property
    def group(self) -> str:
        return self.row.group if self.row else "input"

    @property
    def label(self) -> str:
        return self.row.label if self.row else "Input"

    @property
    def window(self) -> tuple[int, int] | None:
        """Height and width of the window that slides over the block before, if one does."""
        if self.row is None or self.row.group in THIN or len(self.row.output_shape) != 3:
            return None
        sliding = self.row.layer.window(self.row.input_shape)
        return sliding[0] if sliding else None

    @property
    def top(self) -> float:
        """The front's upper edge: the block as a whole is centred on the middle line."""
        return MIDDLE + (self.size.slant[1] - self.size.tall) / 2

    @property
    def right(self) -> float:
        return self.left + self.size.footprint

    @property
    def centre(self) -> float:
        return (self.slot[0] + self.slot[1]) / 2


@dataclass(frozen=True)
class Layout:
    """All blocks from the input on. `end` is where the last slot ends; `roomy`: labels stand level."""

    blocks: tuple[Block, ...]
    end: float
    width: float
    roomy: bool


def arrange(summary: Summary, tail: float, widest: float = WIDEST) -> Layout:
    """The input and every row of the summary from left to right, with `tail` pixels left free at the right; close together where they would
    take more than `widest` side by side."""
    start = summary.architecture.input_shape
    images = [start, *(row.output_shape for row in summary.rows if len(row.output_shape) == 3)]
    largest = max(side for shape in images for side in shape[:2])
    bare = []
    for row in (None, *summary.rows):
        shape = row.output_shape if row else start
        bare.append(Block(row, shape, slab(shape, row.group if row else "input", largest), 0.0, (0.0, 0.0)))
    level = _level(bare)
    end = level[-1].slot[1]
    if end + tail <= min(widest, WIDEST):
        return Layout(tuple(level), end, end + tail, True)
    close = _close(bare)
    end = close[-1].slot[1]
    return Layout(tuple(close), end, end + max(tail, 64.0), False)


def _level(bare: list[Block]) -> list[Block]:
    """Side by side, each with room for its texts."""
    placed = []
    x = EDGE
    for block in bare:
        text = max(len(line) for line in (*block.label.split(" ", 1), shape_text(block.shape)))
        slot = max(block.size.footprint + 34, text * LETTER + 8, NARROWEST)
        placed.append(replace(block, left=x + (slot - block.size.footprint) / 2, slot=(x, x + slot)))
        x += slot
    return placed


def _close(bare: list[Block]) -> list[Block]:
    """Close together; a plate stands right before the block whose numbers it changes, and covers part of it."""
    lefts = [EDGE + LEANING]
    for before, after in pairwise(bare):
        step = before.size.thick + 9 if after.group in THIN else before.size.footprint + 12
        lefts.append(lefts[-1] + max(step, PITCH))
    ends = [*lefts[1:], lefts[-1] + bare[-1].size.footprint + 10]
    return [replace(block, left=x, slot=(x - 4, end - 4)) for block, x, end in zip(bare, lefts, ends, strict=True)]
