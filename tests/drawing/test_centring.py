from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cnn_core.drawing import SHAPES, Drawing, cover, ink, normalise, place, read_strokes, scale, size_in_field, to_input

DIGITS = [read_strokes(d) for d in json.loads(Path(__file__).with_name("strokes.json").read_text())]


def box(pixels: np.ndarray) -> tuple[int, int]:
    found = cover(pixels)
    assert found is not None
    return found.size


def mass(pixels: np.ndarray) -> np.ndarray:
    """Centre of mass in pixel indices, (row, column)."""
    return np.array([(pixels.sum(1) * np.arange(28)).sum(), (pixels.sum(0) * np.arange(28)).sum()]) / pixels.sum()


@pytest.mark.parametrize("drawing", DIGITS)
def test_every_digit_fits_the_box_of_20_and_fills_its_longer_side(drawing):
    assert max(box(to_input(drawing, (28, 28, 1))[:, :, 0])) == 20


@pytest.mark.parametrize("drawing", DIGITS)
def test_the_centre_of_mass_of_every_digit_is_within_half_a_pixel_of_the_centre(drawing):
    assert np.abs(mass(to_input(drawing, (28, 28, 1))[:, :, 0].astype(float)) - 14).max() <= 0.5


@pytest.mark.parametrize("move", [(0.0, 0.0), (0.1, 0.05), (-0.06, 0.08)])
def test_the_place_on_the_pad_does_not_matter(move):
    def moved(by: tuple[float, float]) -> np.ndarray:
        points = ((0.4, 0.3), (0.6, 0.3), (0.5, 0.7))
        pad = ink(Drawing((tuple((x + by[0], y + by[1]) for x, y in points),)))
        return normalise(pad, (28, 28)).scaled.astype(int)

    assert np.abs(moved(move) - moved((0, 0))).max() <= 16  # of 255


def test_aspect_is_kept():
    assert size_in_field((200, 50), (28, 28)) == (20, 5)
    assert size_in_field((30, 60), (28, 28)) == (10, 20)
    assert size_in_field((1000, 1), (28, 28)) == (20, 1)


def test_other_fields_get_a_box_in_the_same_proportion():
    assert size_in_field((100, 100), (56, 56)) == (40, 40)
    assert size_in_field((100, 100), (8, 8)) == (6, 6)  # 8 * 20 / 28 = 5.7
    assert size_in_field((100, 100), (8, 8), fill=1) == (8, 8)


def test_scaling_down_takes_the_mean_of_each_area():
    pixels = np.array([[0, 100, 40, 40], [100, 200, 40, 40]], np.uint8)
    assert scale(pixels, (1, 2)).tolist() == [[100, 40]]


def test_cover_is_the_smallest_box_with_all_ink():
    pixels = np.zeros((10, 10), np.uint8)
    assert cover(pixels) is None
    pixels[2, 3] = pixels[5, 4] = 1
    assert cover(pixels) == (2, 3, 6, 5)


def test_a_picture_is_placed_by_its_middle_or_by_its_mass():
    pixels = np.zeros((4, 4), np.uint8)
    pixels[0, 0] = 9
    assert np.argwhere(place(pixels, (8, 8), centre_of_mass=False)).tolist() == [[2, 2]]
    assert np.argwhere(place(pixels, (8, 8), centre_of_mass=True)).tolist() == [[4, 4]]


def test_a_lopsided_picture_stops_at_the_edge_and_loses_no_ink():
    pixels = np.zeros((20, 20), np.uint8)
    pixels[:, 0] = 255
    pixels[0, 19] = 1
    placed = place(pixels, (28, 28), centre_of_mass=True)
    assert placed.sum() == pixels.sum()
    assert placed[:, -1].any()


def test_a_picture_larger_than_its_field_keeps_its_middle():
    pixels = np.arange(36, dtype=np.uint8).reshape(6, 6)
    assert np.array_equal(place(pixels, (4, 4), centre_of_mass=False), pixels[1:5, 1:5])


def test_with_every_step_off_the_pad_only_gets_fewer_pixels():
    line = Drawing((((0.1, 0.2), (0.3, 0.9)),))
    plain = normalise(ink(line), (28, 28), crop=False, scaling=False, centre_of_mass=False)
    assert np.array_equal(plain.result, plain.scaled)
    assert plain.scaled.mean() == pytest.approx(ink(line).mean(), abs=0.2)


def test_mass_alone_moves_the_ink_and_keeps_its_size():
    dot = Drawing((((0.2, 0.8),),), pen=0.1)
    moved = to_input(dot, (28, 28, 1), crop=False, scale=False)[:, :, 0].astype(float)
    assert np.abs(mass(moved) - 14).max() <= 0.5
    assert box(moved) == pytest.approx((3, 3), abs=1)  # 0.1 of 28 pixels


def test_each_step_shows_its_own_picture():
    steps = normalise(ink(DIGITS[0]), (28, 28))
    assert steps.cropped.shape == steps.box.size
    assert max(steps.scaled.shape) == 20
    assert steps.result.shape == (28, 28)


def test_an_empty_drawing_is_all_zeros():
    assert not to_input(Drawing(), (28, 28, 1)).any()
    assert not normalise(np.zeros((28, 28), np.uint8), (28, 28)).result.any()


def test_channels_repeat_and_pixels_end_at_the_datasets_maximum():
    pixels = to_input(Drawing((((0.5, 0.5),),), pen=0.3), (8, 8, 3), pixel_max=16)
    assert pixels.shape == (8, 8, 3)
    assert pixels.max() == 16
    assert np.array_equal(pixels[:, :, 0], pixels[:, :, 2])


def test_the_default_pen_gives_mnists_amount_of_ink():
    """The 60,000 training images of MNIST have a mean pixel of 33.3 of 255: here, digits over 65% of the pad's height."""
    means = [to_input(over(drawing, 0.65), (28, 28, 1)).mean() for drawing in DIGITS]
    assert np.mean(means) == pytest.approx(33.3, abs=2)


def over(drawing: Drawing, height: float) -> Drawing:
    points = np.concatenate([np.array(stroke) for stroke in drawing.strokes])
    low, tall = points.min(axis=0), np.ptp(points[:, 1])
    corner = np.array([0.15, (1 - height) / 2])
    resized = tuple(tuple(map(tuple, (np.array(s) - low) * height / tall + corner)) for s in drawing.strokes)
    return replace(Drawing(), strokes=resized)


def test_a_drawing_for_pictures_without_a_margin_reaches_the_edges():
    drawing = Drawing((((0.4, 0.3), (0.6, 0.3), (0.5, 0.7)),), filled=True)
    assert max(box(to_input(drawing, (28, 28, 1), like=SHAPES)[:, :, 0])) == 28
