"""Galleries: many small pictures on one drawn sheet, enlarged by whole pixels, with a caption under each."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from PIL import Image, ImageDraw

from cnn_core.figures.caption_font import Font, caption_font
from cnn_core.figures.colour_maps import table
from cnn_core.figures.theme import palette

GAP = 10
FRAME = 3
FONT_SIZE = 13
LINE = 18
MAX_CAPTIONS = 12
MAX_LINES = 3
MAX_KNOWN = 64
"""Sheets that are kept: a page draws its sheets anew whenever something else on it changes."""

_known: OrderedDict[bytes, bytes] = OrderedDict()
_lock = threading.Lock()


def sheet(
    images: np.ndarray,
    captions: Sequence[str] | None = None,
    columns: int = 10,
    cell: int = 84,
    dark: bool = False,
    colour_map: str | None = None,
    highlight: Sequence[bool] | None = None,
    pixel_max: float | None = None,
    scale: int = 1,
) -> bytes:
    """One PNG with a transparent background of pictures (n, h, w, c), row by row; c is 1 (grey), 3 (RGB) or 4 (RGBA).

    Pixels go from 0 to `pixel_max`: 255 for integers and 1 for floats unless said otherwise; beyond is cut off.
    Each picture is enlarged by the largest whole factor that keeps it within `cell` pixels (at least once), nearest neighbour;
    one larger than `cell` is reduced by a whole factor, by means. Grey ones go through `colour_map`. A caption may have several
    lines; one too wide goes on in another, and a word too wide is cut with an ellipsis. `highlight` frames pictures. With `scale` all of
    it is so many times as large, its type too.
    """
    framed = None if highlight is None else [bool(each) for each in highlight]
    asked = images.shape, images.dtype.str, list(captions or ()), columns, cell, dark, colour_map, framed, pixel_max, scale
    key = sha256(repr(asked).encode())
    key.update(images.tobytes())
    name = key.digest()
    with _lock:
        if name in _known:
            _known.move_to_end(name)
            return _known[name]
    drawn = _draw(images, captions, columns, cell, dark, colour_map, framed, pixel_max, scale)
    with _lock:
        _known[name] = drawn
        while len(_known) > MAX_KNOWN:
            _known.popitem(last=False)
    return drawn


def _draw(
    images: np.ndarray,
    captions: Sequence[str] | None,
    columns: int,
    cell: int,
    dark: bool,
    colour_map: str | None,
    highlight: Sequence[bool] | None,
    pixel_max: float | None,
    scale: int,
) -> bytes:
    cell, gap, frame, row = (each * scale for each in (cell, GAP, FRAME, LINE))
    pictures = [_fit(Image.fromarray(each), cell) for each in _colours(images, colour_map, pixel_max)]
    if not pictures:
        return _png(Image.new("RGBA", (1, 1)))
    width, height = pictures[0].size
    font = caption_font(captions or (), FONT_SIZE * scale)
    room = max(width, cell)
    lines = [[part for line in text.split("\n") for part in _wrapped(line, font, room)] for text in captions or []]
    pitch = (room + gap, height + gap + row * max((len(text) for text in lines), default=0) + (4 * scale if lines else 0))
    columns = max(1, min(columns, len(pictures)))
    rows = -(-len(pictures) // columns)
    out = Image.new("RGBA", (columns * pitch[0] - gap + 2 * frame, rows * pitch[1] - gap + 2 * frame), (0, 0, 0, 0))
    pen = ImageDraw.Draw(out)
    colours = palette(dark)
    for index, picture in enumerate(pictures):
        left = frame + index % columns * pitch[0] + (room - width) // 2
        top = frame + index // columns * pitch[1]
        chosen = highlight is not None and bool(highlight[index])
        edge = frame if chosen else scale
        pen.rectangle(
            (left - edge, top - edge, left + width + edge - 1, top + height + edge - 1),
            fill=colours.wrong if chosen else colours.quiet,
        )
        out.paste(picture, (left, top))
        for number, line in enumerate(lines[index] if index < len(lines) else []):
            middle = left + width / 2, top + height + 5 * scale + row * number
            pen.text(middle, line, font=font, fill=colours.wrong if chosen and number == 0 else colours.ink, anchor="ma")
    return _png(out)


def sheet_alt(count: int, what: str, captions: Sequence[str] | None = None) -> str:
    """The alt text of the sheet: `12 pictures of the training data: 5, 0, 4 and 9 more.`."""
    words = f"{count:,} picture{'' if count == 1 else 's'} of {what}"
    if not captions:
        return words + "."
    shown = ", ".join(" ".join(caption.split()) for caption in captions[:MAX_CAPTIONS])
    return f"{words}: {shown}{f' and {len(captions) - MAX_CAPTIONS:,} more' if len(captions) > MAX_CAPTIONS else ''}."


def _colours(images: np.ndarray, colour_map: str | None, pixel_max: float | None) -> np.ndarray:
    """Pixels as uint8 (n, h, w, 3 or 4)."""
    if images.ndim != 4 or images.shape[3] not in (1, 3, 4):
        raise ValueError(f"images must be (n, height, width, 1, 3 or 4). Received: {images.shape}")
    top = pixel_max or (255 if np.issubdtype(images.dtype, np.integer) else 1)
    pixels = np.rint(np.clip(np.nan_to_num(images.astype(np.float64)) / top, 0, 1) * 255).astype(np.uint8)
    return table(colour_map or "gray")[pixels[..., 0]] if images.shape[3] == 1 else pixels


def _fit(picture: Image.Image, cell: int) -> Image.Image:
    longest = max(picture.size)
    if longest > cell:
        return picture.reduce(-(-longest // cell))
    factor = cell // longest
    return picture.resize((picture.width * factor, picture.height * factor), Image.Resampling.NEAREST)


def _wrapped(text: str, font: Font, room: int) -> list[str]:
    """A line as several that fit, at most as many as are read at a glance: what comes last is often the answer."""
    if font.getlength(text) <= room:
        return [text]
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (font.getlength(longer) <= room or len(lines) == MAX_LINES):
            lines[-1] = longer
        else:
            lines.append(word)
    return [_cut(line, font, room) for line in lines]


def _cut(text: str, font: Font, room: int) -> str:
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(text + "…") > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
