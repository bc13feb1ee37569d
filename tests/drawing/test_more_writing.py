"""A page with more than one digit is noticed, and a page with one, whatever else lies there, is not taken for it."""

import time
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from cnn_core.data.load import load
from cnn_core.drawing import Appearance
from cnn_core.drawing.photo import dark_on_light, photo_steps
from tests.drawing.photographs import DIGITS, KINDS, ROWS, page_of, photograph

LIKE = Appearance(0.7, 2.4)
PLACES = {
    "beside": ((0.3, 0.5), (0.7, 0.5), 0.35),
    "close": ((0.38, 0.5), (0.62, 0.5), 0.25),
    "above": ((0.5, 0.28), (0.5, 0.72), 0.35),
    "small": ((0.4, 0.5), (0.55, 0.5), 0.12),
    "in a corner": ((0.5, 0.5), (0.85, 0.85), 0.2),
}


def more(grey, **steps):
    return photo_steps(grey, (28, 28), LIKE, inverted=dark_on_light(grey), **steps).more


@pytest.mark.parametrize("place", PLACES)
def test_two_digits_on_a_page_are_more_than_one(place):
    first, second, height = PLACES[place]
    assert all(more(page_of([(one, first), (other, second)], height)) for one, other in pairwise(DIGITS))


@pytest.mark.parametrize("kind", KINDS)
def test_one_digit_is_one_in_every_light_and_on_every_paper(kind):
    assert not any(more(photograph(kind, row)) for row in DIGITS[::3])


def test_every_digit_that_was_written_is_one():
    assert not any(more(page_of([(row, (0.5, 0.5))], 0.4)) for row in ROWS[::4])


def test_of_enlarged_images_of_mnist_hardly_any_is_taken_for_two():
    """Some fives have their bar apart."""
    greys = [np.asarray(Image.fromarray(each[:, :, 0]).resize((280, 280))) for each in load("mnist-mini").x_test[:60]]
    assert sum(more(grey) for grey in greys) <= 2


def test_the_edge_of_a_sheet_on_a_table_is_no_writing():
    sheet = Image.fromarray(page_of([(DIGITS[5], (0.5, 0.5))], 0.4)).resize((420, 420))
    table = Image.new("L", (520, 520), 100)
    table.paste(sheet.rotate(4, Image.Resampling.BILINEAR, expand=True, fillcolor=100), (40, 40))
    assert not more(np.asarray(table))


def test_a_page_full_of_print_takes_no_longer_than_one_with_a_digit():
    """Nothing is left out of what is kept: the time grew with the square of the dots."""
    page = np.full((900, 900), 230, np.uint8)
    page[::6, ::6] = page[1::6, ::6] = page[::6, 1::6] = page[1::6, 1::6] = 20
    began = time.process_time()
    assert not more(page, cluster=False, lines=False)
    assert time.process_time() - began < 3


def test_nothing_is_no_more_than_one_thing():
    assert not more(np.full((200, 200), 220, np.uint8))


def test_two_that_are_kept_together_are_still_two():
    first, second, height = PLACES["beside"]
    assert more(page_of([(DIGITS[2], first), (DIGITS[8], second)], height), cluster=False)


def test_a_page_of_print_has_more_than_one_thing():
    """It was a 5: of its lines, taken out as printed lines, a speck was left. A worksheet with a digit on it is none."""
    print_ = Image.new("L", (675, 900), 225)
    pen = ImageDraw.Draw(print_)
    for row in range(30):
        pen.text((56, 45 + 27 * row), "Lorem ipsum dolor sit amet consectetur elit sed", font=ImageFont.load_default(19), fill=30)
    assert more(np.asarray(print_))
    sheet = page_of([(DIGITS[5], (0.5, 0.5))], 0.5)
    sheet = Image.fromarray(sheet).resize((675, 900))
    pen = ImageDraw.Draw(sheet)
    for row in range(3):
        pen.text((56, 30 + 27 * row), "Write a digit into the middle of this page", font=ImageFont.load_default(19), fill=30)
    assert not more(np.asarray(sheet))
