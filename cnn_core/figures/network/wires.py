"""The connection from one block to the next: a sliding window, a fan of all connections, or a plain line."""

from __future__ import annotations

from cnn_core.figures.network.block import REACH, path, side
from cnn_core.figures.network.layout import MIDDLE, Block
from cnn_core.figures.network.shapes import THIN

PLACE = 0.28
"""Where on the image the window is shown, as part of the way that it can slide."""


def wire(before: Block, after: Block, roomy: bool) -> str:
    """The connection, drawn over the block before and under the block after."""
    if len(after.shape) == 1 and after.group not in THIN:
        return fan(before, after.left, after.top, after.top + after.size.tall)
    line = ""
    if after.left - before.right > 3:
        line = f'<path class="wire" d="M{before.right:.1f},{MIDDLE} {after.left:.1f},{MIDDLE}"/>'
    if roomy and after.window and after.window != (1, 1):
        return line + _window(before, after, after.window)
    return line


def way_around(block: Block) -> str:
    """The arc of what goes around a block and is added to what it gives; dashed, as in its paper, where a convolution changes it."""
    steps = block.row.around if block.row else None
    if steps is None:
        return ""
    left, right, top = block.left - 7, block.right + 5, max(block.top - block.size.slant[1] - 9, MIDDLE - REACH - 4)
    high = MIDDLE - (MIDDLE - top) * 4 / 3  # a Bezier curve rises to three quarters of its handles
    return f'<path class="skip{" changed" if steps else ""}" d="M{left:.1f},{MIDDLE} C{left:.1f},{high:.1f} {right:.1f},{high:.1f} {right:.1f},{MIDDLE}"/>'


def fan(before: Block, x: float, top: float, bottom: float) -> str:
    """All numbers of one block to all of the next: a shaded band from its right edge to the line at x."""
    right, up = before.size.slant
    edge, high = before.left + before.size.thick + right, before.top - up
    return path([(edge, high), (x, top), (x, bottom), (edge, high + before.size.tall)], "fan")


def _window(before: Block, after: Block, window: tuple[int, int]) -> str:
    """The window in proportion on the image before, and the rays from it to the one number that it gives."""
    height, width = (min(1.0, part / whole) for part, whole in zip(window, before.shape[:2], strict=True))
    left, top = PLACE * (1 - width), PLACE * (1 - height)
    corners = side(before, left, left + width, top, top + height)
    x, y = after.left, after.top + after.size.tall * 0.35
    rays = "".join(f'<path class="ray" d="M{a:.1f},{b:.1f} {x:.1f},{y:.1f}"/>' for a, b in corners[1:3])
    return path(corners, "window") + rays
