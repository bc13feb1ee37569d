"""Names of classes are in any script; where a machine has a font for it, it is the one that is drawn with."""

from __future__ import annotations

import pytest
from PIL import ImageFont

from cnn_core.figures.caption_font import COMMON, MISSING, caption_font


def covers(name: str, text: str) -> bool:
    try:
        font = ImageFont.truetype(name, 12)
    except OSError:
        return False
    return all(bytes(font.getmask(each)) != bytes(font.getmask(MISSING)) for each in text)


@pytest.mark.parametrize("text", ["Käfer", "façade", "niño", "квадрат", "Πλοίο"])
def test_a_name_with_letters_that_the_usual_font_lacks_is_drawn_with_one_that_has_them(text: str) -> None:
    if not any(covers(name, text) for name in COMMON):
        pytest.skip("this machine has no font with these letters")
    font = caption_font(["cat", text], 12)
    assert all(bytes(font.getmask(each)) != bytes(font.getmask(MISSING)) for each in text)


def test_a_plain_name_has_the_same_font_on_every_machine() -> None:
    assert caption_font(["cat", "T-shirt, 99%", "a\nb"], 12).getname() == ImageFont.load_default(size=12).getname()


def test_letters_that_no_font_has_leave_the_usual_one() -> None:
    assert caption_font(["\U0010fffd"], 12).getname() == ImageFont.load_default(size=12).getname()
