"""One block of the network's picture: a slab with three faces, its texts and its marks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from cnn_core.figures.network.layout import MIDDLE, Block
from cnn_core.figures.network.shapes import TALLEST, THIN, TILT
from cnn_core.figures.network.style import SHORT
from cnn_core.summary import Issue
from cnn_core.text import shape_text

REACH = TALLEST * (1 + TILT[1]) / 2
"""How far the largest block reaches up and down from the middle line."""

MAX_CELLS = 16

Points = Sequence[tuple[float, float]]


def path(points: Points, css_class: str) -> str:
    """A closed polygon."""
    return f'<path class="{css_class}" d="M{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}Z"/>'


def side(block: Block, at: float = 0.0, to: float = 1.0, down: float = 0.0, bottom: float = 1.0) -> Points:
    """Corners of a part of the face that shows the image, height by width; the numbers are parts of its width and height."""
    x, y, (right, up) = block.left + block.size.thick, block.top, block.size.slant
    tall = block.size.tall
    return [(x + u * right, y - u * up + v * tall) for u, v in ((at, down), (to, down), (to, bottom), (at, bottom))]


def slab_svg(block: Block) -> str:
    """The three visible faces; a short vector shows its single numbers, and a plate lets the block behind it shine through."""
    x, y, size = block.left, block.top, block.size
    glass = " glass" if block.group in THIN else ""
    (right, up), colour = size.slant, f"is-{SHORT.get(block.group, block.group)}"
    front = [(x, y), (x + size.thick, y), (x + size.thick, y + size.tall), (x, y + size.tall)]
    top = [(x, y), (x + right, y - up), (x + size.thick + right, y - up), (x + size.thick, y)]
    faces = (
        path(side(block), f"face {colour}{glass}")
        + path(front, f"face {colour}")
        + path(front, "shade")
        + path(top, f"face {colour}")
        + path(top, "shine")
    )
    cells = block.shape[0] if len(block.shape) == 1 else 1
    if 1 < cells <= MAX_CELLS:
        edge = x + size.thick
        faces += "".join(
            f'<path class="tick" fill="none" d="M{x:.1f},{h:.1f} {edge:.1f},{h:.1f} {edge + right:.1f},{h - up:.1f}"/>'
            for h in (y + size.tall * n / cells for n in range(1, cells))
        )
    return faces


def texts(block: Block, roomy: bool) -> str:
    """Label above and shape below: level, or leaning where blocks stand close. With spaces between, as they are words of one name."""
    shape = shape_text(block.shape)
    above, below = MIDDLE - REACH - 10, MIDDLE + REACH + 16
    if roomy:
        lines = block.label.split(" ", 1)
        high = above - 13 * (len(lines) - 1)
        named = " ".join(text(block.centre, high + 13 * n, line, "name") for n, line in enumerate(lines))
        return f"{named} " + text(block.centre, below, shape, "shape")
    near = block.left + block.size.thick / 2
    named = text(near + block.size.slant[0], above + 4, block.label, "name lean", -45)
    return f"{named} " + text(near, below - 6, shape, "shape lean", -45)


def text(x: float, y: float, words: str, css_class: str, turn: int = 0) -> str:
    turned = f' transform="rotate({turn} {x:.1f} {y:.1f})"' if turn else ""
    return f'<text class="{css_class}" x="{x:.1f}" y="{y:.1f}"{turned}>{escape(words)}</text>'


def slot(left: float, right: float) -> str:
    """The area that reacts to the pointer and shows hover, focus and selection."""
    top = MIDDLE - REACH - 5
    return f'<rect class="slot" x="{left + 1:.1f}" y="{top:.1f}" width="{right - left - 2:.1f}" height="{2 * (MIDDLE - top):.1f}" rx="5"/>'


def badge(x: float, y: float, issues: Sequence[Issue]) -> str:
    """A disc with an exclamation mark: red for an error, amber for a warning; none without issues."""
    if not issues:
        return ""
    kind = "wrong" if any(issue.severity == "error" for issue in issues) else "warning"
    disc = f'<circle class="badge is-{kind}" cx="{x:.1f}" cy="{y:.1f}" r="8.5"/>'
    return f"<g>{disc}{text(x, y + 4.3, '!', 'mark')}</g>"
