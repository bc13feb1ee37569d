"""The confusion matrix as files for reports: SVG, PNG and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

import numpy as np
from PIL import Image, ImageDraw

from cnn_core.figures.caption_font import Font, caption_font
from cnn_core.figures.confusion import LIGHT_TEXT_FROM, SCALES, cell_shade, cell_text
from cnn_core.figures.theme import FONT, LIGHT

CELL = 48
GAP = 1
SIZE = 14
LETTER = 8
"""Width of a letter in pixels, about."""
EDGE = 34
MARGIN = 12
MAX_NAME = 20


@dataclass(frozen=True)
class _Text:
    """A text with its middle, or with its end if `right`; turned by a quarter to the left if `up`."""

    x: float
    y: float
    text: str
    colour: str
    right: bool = False
    up: bool = False


@dataclass(frozen=True)
class _Drawing:
    """Width and height in pixels, squares (x, y, side, colour), and texts."""

    width: int
    height: int
    squares: tuple[tuple[int, int, int, str], ...]
    texts: tuple[_Text, ...]


def confusion_svg(confusion: np.ndarray, class_names: Sequence[str], percent: bool = False, title: str = "") -> str:
    """The matrix (k, k) of counts on white, with counts or percent of the row, as SVG; the title stands above it."""
    made = _drawing(confusion, class_names, percent, title)
    squares = [f'<rect x="{x}" y="{y}" width="{side}" height="{side}" fill="{colour}"/>' for x, y, side, colour in made.squares]
    texts = [_svg_text(each) for each in made.texts]
    size = f'width="{made.width}" height="{made.height}" viewBox="0 0 {made.width} {made.height}"'
    font = escape(FONT, quote=True)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{font}" font-size="{SIZE}" text-anchor="middle">'
    return "\n".join([head, f'<rect width="100%" height="100%" fill="{LIGHT.ground}"/>', *squares, *texts, "</svg>"])


def confusion_png(
    confusion: np.ndarray, class_names: Sequence[str], percent: bool = False, scale: int = 3, title: str = ""
) -> bytes:
    """The same as PNG, `scale` times as large for print."""
    made = _drawing(confusion, class_names, percent, title)
    picture = Image.new("RGB", (made.width * scale, made.height * scale), LIGHT.ground)
    pen, font = ImageDraw.Draw(picture), caption_font((each.text for each in made.texts), SIZE * scale)
    for x, y, side, colour in made.squares:
        pen.rectangle((x * scale, y * scale, (x + side) * scale - 1, (y + side) * scale - 1), fill=colour)
    for each in made.texts:
        if each.up:
            _write_up(picture, each, font, scale)
        else:
            pen.text(
                (each.x * scale, each.y * scale), each.text, fill=each.colour, font=font, anchor="rm" if each.right else "mm"
            )
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def confusion_csv(confusion: np.ndarray, class_names: Sequence[str]) -> str:
    """The counts with a header of predicted classes and a first column of true ones."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["true, predicted:", *class_names])
    writer.writerows([name, *map(int, row)] for name, row in zip(class_names, confusion, strict=True))
    return out.getvalue()


def _drawing(confusion: np.ndarray, class_names: Sequence[str], percent: bool, title: str) -> _Drawing:
    counts = np.asarray(confusion, np.int64)
    names = [name if len(name) <= MAX_NAME else name[: MAX_NAME - 1] + "…" for name in class_names]
    longest = LETTER * max(map(len, names))
    left, side = EDGE + longest, CELL * len(names)
    up = longest > CELL
    below = (longest if up else SIZE) + 8
    squares, texts = zip(*_cells(counts, percent, left), strict=True)
    rows = [_Text(left - 8, CELL * (n + 0.5), name, LIGHT.ink, right=True) for n, name in enumerate(names)]
    columns = [_Text(left + CELL * (n + 0.5), side + below / 2, name, LIGHT.ink, up=up) for n, name in enumerate(names)]
    what = "predicted, percent of the row" if percent else "predicted"
    titles = [_Text(left + side / 2, side + below + SIZE, what, LIGHT.muted), _Text(SIZE, side / 2, "true", LIGHT.muted, up=True)]
    top = MARGIN + (2 * SIZE if title else 0)
    width = max(left + side + MARGIN, LETTER * len(title) + 2 * MARGIN)
    moved = [replace(each, y=each.y + top) for each in (*(each for each in texts if each.text), *rows, *columns, *titles)]
    head = [_Text(width / 2, MARGIN + SIZE / 2, title, LIGHT.ink)] if title else []
    return _Drawing(
        width,
        top + side + below + 2 * SIZE,
        tuple((x, y + top, length, colour) for x, y, length, colour in squares),
        (*moved, *head),
    )


def _cells(counts: np.ndarray, percent: bool, left: int) -> Iterator[tuple[tuple[int, int, int, str], _Text]]:
    shades, words = cell_shade(counts), cell_text(counts, percent)
    for row, column in np.ndindex(counts.shape):
        shade = float(shades[row, column])
        x, y = left + CELL * column, CELL * row
        ink = "#ffffff" if shade >= LIGHT_TEXT_FROM else LIGHT.ink
        yield (x, y, CELL - GAP, _colour(shade)), _Text(x + CELL / 2, y + CELL / 2, str(words[row, column]), ink)


def _colour(shade: float) -> str:
    """The colour of the light scale at a shade from 0 to 1."""
    places = [place for place, _ in SCALES[False]]
    parts = np.array([[int(colour[n : n + 2], 16) for n in (1, 3, 5)] for _, colour in SCALES[False]], np.float64)
    mixed = [round(float(np.interp(shade, places, part))) for part in parts.T]
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _svg_text(text: _Text) -> str:
    turned = f' transform="rotate(-90 {text.x:g} {text.y:g})"' if text.up else ""
    anchor = ' text-anchor="end"' if text.right else ""
    place = f'x="{text.x:g}" y="{text.y:g}" dominant-baseline="central"'
    return f'<text {place} fill="{text.colour}"{anchor}{turned}>{escape(text.text)}</text>'


def _write_up(picture: Image.Image, text: _Text, font: Font, scale: int) -> None:
    width, height = round(font.getlength(text.text)) + 2, round(SIZE * scale * 1.4)
    lying = Image.new("RGB", (width, height), LIGHT.ground)
    ImageDraw.Draw(lying).text((width / 2, height / 2), text.text, fill=text.colour, font=font, anchor="mm")
    picture.paste(lying.rotate(90, expand=True), (round(text.x * scale - height / 2), round(text.y * scale - width / 2)))
