"""Grids of numbers and bars as SVG, and the panels around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

import numpy as np

from cnn_core.figures.theme import palette

CELL = 36
ROW = 27


@dataclass(frozen=True)
class Cell:
    """A square with a text. `strength` (0 to 1) is the opacity of the colour; `at` makes it clickable."""

    text: str = ""
    colour: str = ""
    strength: float = 1.0
    faint: bool = False
    bold: bool = False
    crossed: bool = False
    ink: str = ""
    at: tuple[int, int] | None = None


@dataclass(frozen=True)
class Frame:
    """A rectangle around cells: first row and column, rows and columns."""

    row: int
    column: int
    rows: int
    columns: int
    colour: str


def shaded(values: np.ndarray, colour: str, digits: str = ".3g") -> list[list[Cell]]:
    """Numbers (h, w) as cells, the larger in size the stronger; never so strong that the text could not be read."""
    most = float(np.abs(values).max()) or 1.0
    return [[Cell(number(v, digits), colour, 0.45 * abs(float(v)) / most) for v in row] for row in values]


def number(value: float, digits: str = ".3g") -> str:
    """A number with a true minus, and no -0."""
    text = f"{float(value):{digits}}"
    return text.replace("-", "−") if float(text) else text.lstrip("-")


def grey(text: str, level: float) -> Cell:
    """A pixel in its own grey, 0 black to 1 white, whatever the background of the page."""
    tone = round(255 * level)
    return Cell(text, f"rgb({tone},{tone},{tone})", ink="#ffffff" if tone < 128 else "#000000")


def grid(cells: Sequence[Sequence[Cell]], dark: bool, frames: Sequence[Frame] = (), cell: float = CELL, size: float = 13) -> str:
    """Rows of cells as SVG text."""
    colours = palette(dark)
    height, width = len(cells), max(len(row) for row in cells)
    drawn = []
    for r, row in enumerate(cells):
        for c, each in enumerate(row):
            x, y = c * cell + 2, r * cell + 2
            place = f' data-at="{each.at[0]},{each.at[1]}"' if each.at else ""
            fill = f'fill="{each.colour}" fill-opacity="{each.strength:.3f}"' if each.colour else 'fill="transparent"'
            dash = ' stroke-dasharray="2 3"' if each.faint else ""
            square = f'<rect x="{x:g}" y="{y:g}" width="{cell:g}" height="{cell:g}" {fill} stroke="{colours.quiet}"{dash}/>'
            ink = each.ink or (colours.muted if each.faint else colours.ink)
            weight = ' font-weight="650"' if each.bold else ""
            middle = f'x="{x + cell / 2:g}" y="{y + cell / 2 + size * 0.36:g}"'
            text = f'<text {middle} text-anchor="middle" fill="{ink}" font-size="{size:g}"{weight}>{escape(each.text)}</text>'
            cross = f'<path d="M{x + 5:g} {y + 5:g}l{cell - 10:g} {cell - 10:g}m0 {10 - cell:g}l{10 - cell:g} {cell - 10:g}" '
            cross += f'stroke="{colours.muted}" stroke-width="1.5"/>'
            drawn.append(f"<g{place}>{square}{text if each.text else ''}{cross if each.crossed else ''}</g>")
    for frame in frames:
        drawn.append(
            f'<rect x="{frame.column * cell + 2:g}" y="{frame.row * cell + 2:g}" width="{frame.columns * cell:g}" '
            f'height="{frame.rows * cell:g}" fill="none" stroke="{frame.colour}" stroke-width="3" rx="2" pointer-events="none"/>'
        )
    return _svg(width * cell + 4, height * cell + 4, "".join(drawn))


def bars(rows: Sequence[tuple[str, float, str]], dark: bool, chosen: int = -1, width: int = 340, most: float = 0.0) -> str:
    """Horizontal bars: name, length, and words at the right; `most` fills the room, or else the longest. The chosen one is in the accent colour."""
    colours = palette(dark)
    most = most or max((value for _, value, _ in rows), default=0.0) or 1.0
    pitch = ROW * 2
    drawn = []
    for place, (name, value, words) in enumerate(rows):
        top = place * pitch
        fill = colours.accent if place == chosen else colours.test
        drawn.append(
            f'<text x="0" y="{top + 14}" fill="{colours.ink}" font-size="13">{escape(name)}</text>'
            f'<text x="{width}" y="{top + 14}" text-anchor="end" fill="{colours.ink}" font-size="13">{escape(words)}</text>'
            f'<rect x="0" y="{top + 22}" width="{width}" height="12" rx="3" fill="{colours.grid}"/>'
            f'<rect x="0" y="{top + 22}" width="{max(0.0, value) / most * width:.1f}" height="12" rx="3" fill="{fill}"/>'
        )
    return _svg(width, len(rows) * pitch - 12, "".join(drawn))


def panel(title: str, picture: str, note: str = "") -> str:
    """A picture with its title above and one line under it."""
    under = f"<p>{escape(note)}</p>" if note else ""
    return f"<figure><figcaption>{escape(title)}</figcaption>{picture}{under}</figure>"


def sign(text: str) -> str:
    """`×`, `=` or an arrow between two panels."""
    return f'<span class="sign">{escape(text)}</span>'


def line(text: str) -> str:
    """Arithmetic over the whole width."""
    return f'<p class="line">{escape(text)}</p>'


def figure(alt: str, dark: bool, *parts: str) -> str:
    """Panels as one picture with its alt text."""
    colours = palette(dark)
    colour = f"--ink:{colours.ink};--muted:{colours.muted};--accent:{colours.accent};--ground:{colours.ground}"
    return f'<div class="panels" role="img" aria-label="{escape(alt, quote=True)}" style="{colour}">{"".join(parts)}</div>'


def clickable(cells: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The same cells, each of which sends its own position when clicked."""
    return [[replace(each, at=(r, c)) for c, each in enumerate(row)] for r, row in enumerate(cells)]


def _svg(width: float, height: float, inside: str) -> str:
    return f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}">{inside}</svg>'
