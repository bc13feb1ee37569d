"""QR codes: square, black on white, with a margin; the bits are segno's."""

import re

from cnn_core.figures.qr import MAX_CHARACTERS, qr_svg


def test_a_code_is_black_on_white_with_the_margin_of_the_standard():
    """129 characters need version 6, which holds 134 at level L: 41 squares, and 4 on each side."""
    svg = qr_svg("http://127.0.0.1:8501/?x=" + "aB3-" * 26)
    assert svg.startswith("<svg")
    width, height = (int(side) for side in re.search(r'width="(\d+)" height="(\d+)"', svg).groups())
    assert width == height == 41 + 2 * 4
    assert re.search(rf'fill="#(fff|ffffff)" d="M0 0h{width}v{width}h-{width}z"', svg)
    assert 'stroke="#000"' in svg


def test_a_text_that_is_too_long_has_none():
    assert qr_svg("a" * MAX_CHARACTERS)
    assert qr_svg("a" * (MAX_CHARACTERS + 1)) is None
