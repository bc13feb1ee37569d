"""The drawings of the lessons: well-formed, with words for those who do not see them, on light and dark ground."""

from xml.etree import ElementTree

import numpy as np
import pytest

from cnn_core.figures.lessons.batches import steps
from cnn_core.figures.lessons.convolution import sliding_kernel
from cnn_core.figures.lessons.descent import descent
from cnn_core.figures.lessons.overfitting import error_curves, fitted, overfitting_alt
from cnn_core.figures.lessons.panels import bars, figure, number, panel
from cnn_core.figures.lessons.pixels import pixel_numbers
from cnn_core.figures.lessons.pooling import pooled
from cnn_core.figures.lessons.sizes import places
from cnn_core.figures.lessons.units import dropped, label_rows
from cnn_core.lessons.convolution import IMAGE, KERNELS
from cnn_core.lessons.gradient_descent import VALLEYS
from cnn_core.lessons.overfitting import errors
from cnn_core.lessons.sizes import Sizes

UNITS = np.array([[1.0, 2.0]])
DRAWN = {
    "kernel": lambda dark: sliding_kernel(IMAGE, KERNELS["blur"], 3, 3, dark),
    "sizes": lambda dark: places(Sizes(6, 3, 2, "same"), dark),
    "a kernel that does not fit": lambda dark: places(Sizes(4, 5, 1, "valid"), dark),
    "pooling": lambda dark: pooled(IMAGE, "max", dark),
    "dropout": lambda dark: dropped(UNITS, np.array([[True, False]]), np.array([[2.0, 0.0]]), dark),
    "labels": lambda dark: label_rows("ab", np.array([0.0, 1.0]), np.array([0.4, 0.6]), 1, dark, "Words."),
    "batches": lambda dark: steps([("batch", np.array([-1.0, 2.0]))], dark),
    "pixels": lambda dark: pixel_numbers(np.eye(8, dtype=np.uint8), np.eye(8), 0, 1, ".2f", dark),
    "descent": lambda dark: descent(VALLEYS["two valleys"], [2.5, 1.0], 0.1, dark),
    "a ball that has left": lambda dark: descent(VALLEYS["one valley"], [5.0, -9.0], 1.75, dark),
    "bars": lambda dark: figure("Bars.", dark, panel("Bars <&>", bars([("a", 1.0, "1"), ("b", 0.0, "0")], dark))),
}


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_is_well_formed_and_says_what_it_shows(name, dark):
    root = ElementTree.fromstring(DRAWN[name](dark))
    assert root.get("role") == "img"
    assert root.get("aria-label")
    assert root.findall(".//svg")
    assert "nan" not in ElementTree.tostring(root, "unicode")


@pytest.mark.parametrize("name", DRAWN)
def test_light_and_dark_ground_have_their_own_colours(name):
    assert DRAWN[name](False) != DRAWN[name](True)


def test_the_output_is_filled_up_to_the_kernels_place():
    def numbers(row, column):
        output = ElementTree.fromstring(sliding_kernel(IMAGE, KERNELS["vertical edges"], row, column, False)).findall("figure")[3]
        return len(output.findall(".//text"))

    assert [numbers(0, 0), numbers(1, 1), numbers(3, 3)] == [1, 6, 16]


def test_every_place_of_the_image_and_the_output_can_be_clicked_and_none_lies_outside():
    drawing = ElementTree.fromstring(sliding_kernel(IMAGE, KERNELS["blur"], 0, 0, False))
    places = [each.get("data-at") for each in drawing.iter("g") if each.get("data-at")]
    assert len(places) == 36 + 16
    assert {number for place in places for number in place.split(",")} == set("0123")


def test_a_number_has_a_true_minus_and_there_is_no_minus_zero():
    assert number(-1.5) == "−1.5"
    assert number(-0.0) == "0"
    assert number(-0.001, ".2f") == "0.00"


def test_the_charts_of_overfitting_hold_both_errors():
    training, validation = errors(1)
    chart = error_curves(1, 3, False)
    assert list(chart.data[1].y) == validation
    assert list(chart.data[0].y)[:5] == training[:5]
    assert {trace.name for trace in fitted(1, 3, True).data} == {"truth", "validation", "training", "degree 3"}
    assert f"{validation[3]:.3g} in validation" in overfitting_alt(1, 3)
