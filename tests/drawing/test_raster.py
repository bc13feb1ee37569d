from __future__ import annotations

import math

import numpy as np
import pytest

from cnn_core.drawing import Drawing, ink, normalise


def pixels(drawing: Drawing, field: tuple[int, int] = (28, 28)) -> np.ndarray:
    """The pad as it is, with fewer pixels."""
    return normalise(ink(drawing), field, crop=False, scaling=False, centre_of_mass=False).result


def test_no_strokes_leave_no_ink():
    assert not pixels(Drawing()).any()


def test_a_dot_is_a_disc_as_wide_as_the_pen():
    pad = ink(Drawing((((0.5, 0.5),),), pen=0.2))
    assert pad.sum() / 255 == pytest.approx(math.pi * 56**2, rel=0.01)  # radius 0.1 of 560 pixels


def test_a_line_is_a_bar_with_round_caps():
    pad = ink(Drawing((((0.2, 0.5), (0.8, 0.5)),), pen=0.1))
    assert pad.sum() / 255 == pytest.approx(336 * 56 + math.pi * 28**2, rel=0.01)


def test_a_corner_is_round_and_leaves_no_notch():
    pad = ink(Drawing((((0.2, 0.2), (0.8, 0.2), (0.8, 0.8)),), pen=0.1))
    assert pad[round(0.2 * 560) - 18, round(0.8 * 560) + 18] == 255  # inside the quarter disc of radius 28: hypot(18, 18) = 25.5
    assert pad[round(0.2 * 560) - 25, round(0.8 * 560) + 25] == 0  # outside: hypot(25, 25) = 35.4


def test_the_number_of_points_along_a_line_does_not_matter():
    few = ink(Drawing((((0.1, 0.1), (0.9, 0.6)),)))
    many = ink(Drawing((tuple((0.1 + 0.8 * t, 0.1 + 0.5 * t) for t in np.linspace(0, 1, 200)),)))
    assert np.abs(few.astype(int) - many).mean() < 1


def test_greys_are_the_part_of_a_pixel_that_ink_covers():
    # A bar from row 14 - 1.5 to 14 + 1.5 of 28: two rows full, one half above and one half below.
    column = pixels(Drawing((((0.0, 0.5), (1.0, 0.5)),), pen=3 / 28))[:, 14]
    assert column[11:17].tolist() == pytest.approx([0, 127, 255, 255, 127, 0], abs=7)


def test_ink_is_white_on_black_and_uint8():
    raster = pixels(Drawing((((0.5, 0.5),),), pen=0.3))
    assert raster.dtype == np.uint8
    assert raster[14, 14] == 255
    assert raster[0, 0] == 0


def test_the_first_number_of_a_point_goes_right_and_the_second_down():
    raster = pixels(Drawing((((0.9, 0.1),),)))
    assert raster[:7, 21:].any()
    assert not raster[:, :14].any()


def test_a_wide_field_holds_the_square_pad_in_its_middle():
    raster = pixels(Drawing((((0.0, 0.0), (1.0, 1.0)),)), (28, 48))
    assert not raster[:, :10].any()
    assert not raster[:, 38:].any()
    assert np.array_equal(raster[:, 10:38], pixels(Drawing((((0.0, 0.0), (1.0, 1.0)),))))


def test_points_beyond_the_pad_leave_no_ink_in_it():
    assert not pixels(Drawing((((-0.5, -0.5), (-0.5, 1.5)),))).any()


def test_a_filled_stroke_is_closed_and_full_of_ink():
    corner = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75))
    area, border = 0.5 * 0.5 / 2, 0.04 * (0.5 + 0.5 + math.hypot(0.5, 0.5))
    inked = ink(Drawing((corner,), 0.02, filled=True)).mean() / 255
    assert area < inked < area + border
    assert ink(Drawing((corner,), 0.02)).mean() / 255 < border
    assert (ink(Drawing((corner[:2],), 0.02, filled=True)) == ink(Drawing((corner[:2],), 0.02))).all()
