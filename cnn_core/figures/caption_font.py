"""The font of texts that are drawn into pictures: names of classes are in any script."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PIL import ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
COMMON = (
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "arial.ttf",
    "Arial Unicode.ttf",
    "Arial.ttf",
    "NotoSansCJK-Regular.ttc",
    "msyh.ttc",
    "msgothic.ttc",
    "PingFang.ttc",
    "malgun.ttf",
    "Nirmala.ttf",
)
"""Fonts of Linux, Windows and macOS, those that look most like Pillow's own first. Pillow finds them by name."""
MISSING = "\uffff"
"""No character: what a font draws for it is its box for characters that it does not have."""


def caption_font(texts: Iterable[str], size: int) -> Font:
    """Pillow's own font where that has all characters of the texts, else the font of this machine that has most of them."""
    characters = "".join(sorted({each for text in texts for each in text if not each.isspace()}))
    return _font(characters, size)


@lru_cache(maxsize=32)
def _font(characters: str, size: int) -> Font:
    best: Font = ImageFont.load_default(size=size)
    lacks = _lacking(best, characters)
    for name in COMMON if lacks else ():
        try:
            other = ImageFont.truetype(name, size)
        except OSError:  # not on this machine
            continue
        if (found := _lacking(other, characters)) < lacks:
            best, lacks = other, found
        if not lacks:
            break
    return best


def _lacking(font: Font, characters: str) -> int:
    box = bytes(font.getmask(MISSING))
    return sum(bytes(font.getmask(each)) == box for each in characters)
