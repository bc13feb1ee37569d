from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from cnn_core.figures.colour_maps import COLOUR_MAPS, table
from cnn_core.figures.sheet import GAP, sheet, sheet_alt
from cnn_core.figures.theme import LIGHT


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)))


def part(out: np.ndarray, index: int, side: int) -> np.ndarray:
    """The picture with this index in a row without captions."""
    left = 3 + index * (side + GAP)
    return out[3 : 3 + side, left : left + side]


def test_pictures_are_enlarged_by_whole_pixels():
    picture = np.array([[0, 255], [128, 64]], np.uint8)[None, :, :, None]
    drawn = part(pixels(sheet(picture, cell=8)), 0, 8)[:, :, 0]
    assert np.array_equal(drawn, np.kron(picture[0, :, :, 0], np.ones((4, 4), np.uint8)))


def test_the_factor_is_the_largest_whole_one_that_fits():
    out = pixels(sheet(np.zeros((1, 28, 28, 1), np.uint8), cell=100))
    assert out.shape[0] == 3 * 28 + 6


def test_a_picture_larger_than_its_cell_is_reduced_by_means():
    picture = np.zeros((1, 8, 8, 1), np.uint8)
    picture[0, ::2] = 200
    assert part(pixels(sheet(picture, cell=4)), 0, 4)[0, 0, 0] == 100


def test_pictures_stand_in_rows_of_columns():
    out = pixels(sheet(np.zeros((7, 4, 4, 1), np.uint8), columns=3, cell=20))
    assert out.shape[:2] == (3 * 20 + 2 * GAP + 6, 3 * 20 + 2 * GAP + 6)


def test_the_ground_is_clear():
    out = pixels(sheet(np.zeros((2, 4, 4, 1), np.uint8), cell=20))
    assert out.shape[2] == 4
    assert out[0, 0, 3] == 0
    assert out[10, 3 + 20 + GAP // 2, 3] == 0


def test_captions_add_lines_of_ink_below():
    images = np.zeros((2, 4, 4, 1), np.uint8)
    bare, one, two = (pixels(sheet(images, text, cell=40)) for text in (None, ["7", "2"], ["7\nx", "2"]))
    assert bare.shape[0] < one.shape[0] < two.shape[0]
    ink = one[47:, :, 3] > 0
    assert ink.any()


def test_a_caption_that_is_too_wide_stays_within_its_cell():
    out = pixels(sheet(np.zeros((1, 4, 4, 1), np.uint8), ["a very long caption indeed"], cell=40))
    assert out.shape[1] == 40 + 6


def test_a_caption_goes_on_in_another_line_so_that_its_end_is_seen_and_a_word_that_is_too_wide_is_cut():
    def drawn(caption, cell=84):
        return pixels(sheet(np.zeros((1, 4, 4, 1), np.uint8), [caption], cell=cell))

    np.testing.assert_array_equal(drawn("a square, read as a circle"), drawn("a square, read\nas a circle"))
    assert drawn("seven words that nobody could ever read", 40).shape[0] == drawn("a\nb\nc", 40).shape[0]
    assert drawn("incomprehensibilities", 40).shape == drawn("a", 40).shape


def test_highlighted_pictures_have_a_frame():
    out = pixels(sheet(np.zeros((2, 4, 4, 1), np.uint8), cell=20, highlight=[False, True]))
    red = tuple(int(LIGHT.wrong[i : i + 2], 16) for i in (1, 3, 5))
    assert tuple(out[1, 40, :3]) == red
    assert out[0, 10, 3] == 0


def test_floats_go_from_0_to_1_and_integers_to_255_unless_said_otherwise():
    def one(value: np.generic, top: float | None = None) -> int:
        return int(part(pixels(sheet(np.full((1, 2, 2, 1), value), cell=2, pixel_max=top)), 0, 2)[0, 0, 0])

    assert one(np.float32(0.5)) == 128
    assert one(np.uint8(128)) == 128
    assert one(np.uint8(8), 16) == 128
    assert one(np.float32(7)) == 255
    assert one(np.float32(np.nan)) == 0


def test_colour_pictures_keep_their_colours():
    picture = np.array([[[[10, 20, 30]]]], np.uint8)
    assert part(pixels(sheet(picture, cell=1)), 0, 1)[0, 0, :3].tolist() == [10, 20, 30]


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("gray", (0, 0, 0), (255, 255, 255)),
        ("gray_r", (255, 255, 255), (0, 0, 0)),
        ("viridis", (68, 1, 84), (253, 231, 37)),  # matplotlib's own first and last colours
        ("plasma", (13, 8, 135), (240, 249, 33)),
        ("magma", (0, 0, 4), (252, 253, 191)),
    ],
)
def test_grey_goes_through_a_colour_map(name, low, high):
    picture = np.array([[[[0], [255]]]], np.uint8)
    drawn = pixels(sheet(picture, cell=2, colour_map=name))[3, 3:5, :3]
    assert [tuple(c) for c in drawn.tolist()] == [low, high]


@pytest.mark.parametrize("name", COLOUR_MAPS)
def test_a_colour_map_has_256_colours_of_steady_brightness(name):
    light = table(name) @ np.array([0.2126, 0.7152, 0.0722])
    steps = np.diff(light)
    assert len(light) == 256
    assert (steps >= -1).all() or (steps <= 1).all()


def test_an_unknown_colour_map_is_named():
    with pytest.raises(ValueError, match="'jet'"):
        sheet(np.zeros((1, 2, 2, 1), np.uint8), colour_map="jet")


def test_no_pictures_make_an_empty_sheet():
    assert pixels(sheet(np.zeros((0, 28, 28, 1), np.uint8))).shape == (1, 1, 4)


def test_images_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"\(5, 28, 28\)"):
        sheet(np.zeros((5, 28, 28), np.uint8))


def test_a_sheet_in_words():
    assert sheet_alt(1, "the test data") == "1 picture of the test data."
    assert sheet_alt(3, "wrong answers", ["7\nread as 1", "2", "3"]) == "3 pictures of wrong answers: 7 read as 1, 2, 3."
    assert sheet_alt(14, "digits", ["5"] * 14) == f"14 pictures of digits: {'5, ' * 11}5 and 2 more."


def test_what_is_asked_for_again_is_not_drawn_again_and_whatever_differs_is():
    pictures = np.arange(8, dtype=np.uint8).reshape(2, 2, 2, 1)
    first = sheet(pictures, ["a", "b"], highlight=[True, False])
    assert sheet(pictures.copy(), ("a", "b"), highlight=np.array([True, False])) is first
    changed = pictures.copy()
    changed[1, 1, 1] = 200
    others = [
        sheet(changed, ["a", "b"], highlight=[True, False]),
        sheet(pictures, ["a", "c"], highlight=[True, False]),
        sheet(pictures, ["a", "b"], highlight=[False, True]),
        sheet(pictures, ["a", "b"], highlight=[True, False], dark=True),
        sheet(pictures, ["a", "b"], highlight=[True, False], pixel_max=10),
        sheet(pictures, ["a", "b"], highlight=[True, False], colour_map="viridis"),
        sheet(pictures, ["a", "b"], highlight=[True, False], scale=2),
    ]
    assert len({first, *others}) == 1 + len(others)


def test_for_an_audience_pictures_gaps_and_captions_are_drawn_twice_as_large():
    pictures = np.arange(32, dtype=np.uint8).reshape(2, 4, 4, 1) * 8
    small, large = (pixels(sheet(pictures, ["seven", "two"], cell=8, scale=scale)) for scale in (1, 2))
    assert large.shape[:2] == (2 * small.shape[0], 2 * small.shape[1])
    shown = small[3:11, 3:11]
    assert np.array_equal(large[6:22, 6:22], shown.repeat(2, 0).repeat(2, 1))
    written = [np.flatnonzero(each[..., 3].any(1)) for each in (small[14:], large[28:])]
    assert np.ptp(written[1]) > 1.7 * np.ptp(written[0])
