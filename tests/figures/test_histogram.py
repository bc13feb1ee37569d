from __future__ import annotations

import numpy as np

from cnn_core.figures.alt import histogram_alt, probability_alt
from cnn_core.figures.histogram import class_histogram, probability_bars
from cnn_core.figures.theme import DARK, LIGHT

NAMES = ["zero", "one", "two"]


def test_each_part_has_its_own_bars_in_its_own_colour():
    figure = class_histogram({"training": [80, 90, 85], "validation": [10, 10, 10], "test": [20, 20, 20]}, NAMES)
    assert [bar.name for bar in figure.data] == ["training", "validation", "test"]
    assert [bar.marker.color for bar in figure.data] == [LIGHT.train, LIGHT.validation, LIGHT.test]
    assert list(figure.data[0].y) == [80, 90, 85]
    more = class_histogram({"all": [90, 99, 95], "training": [80, 90, 85]}, NAMES)
    assert more.data[0].marker.color == LIGHT.quiet
    assert list(figure.layout.xaxis.ticktext) == NAMES


def test_a_legend_stands_only_over_several_parts():
    assert class_histogram({"training": [1, 2, 3], "test": [1, 2, 3]}, NAMES).layout.showlegend
    assert not class_histogram({"training": [1, 2, 3]}, NAMES).layout.showlegend


def test_probabilities_keep_the_order_of_the_classes_from_the_top():
    figure = probability_bars(np.array([0.05, 0.9, 0.05], np.float32), NAMES)
    assert np.allclose(figure.data[1].x, [0.05, 0.9, 0.05])
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    assert tuple(figure.layout.xaxis.range) == (0, 1)


def test_the_most_probable_class_stands_out():
    figure = probability_bars([0.05, 0.9, 0.05], NAMES, dark=True)
    assert list(figure.data[1].marker.color) == [DARK.test, DARK.accent, DARK.test]
    assert figure.layout.yaxis.ticktext[1] == "<b>one</b>"


def test_digits_are_those_after_the_point():
    assert probability_bars([0.12345, 0.87655], NAMES[:2], digits=2).data[2].text[0].strip() == "12.35 %"
    assert probability_bars([0.12345, 0.87655], NAMES[:2], digits=0).data[2].text[0].strip() == "12 %"


def test_the_frame_is_the_same_before_there_is_anything_to_judge():
    before, after = probability_bars(None, NAMES), probability_bars([0.1, 0.8, 0.1], NAMES)
    assert before.layout.height == after.layout.height
    assert before.layout.margin == after.layout.margin
    assert list(before.data[1].x) == [0, 0, 0]
    assert list(before.data[2].text) == ["", "", ""]


def test_bars_in_words():
    assert (
        histogram_alt({"training": [80, 90, 85], "test": [20, 20, 20]}, NAMES)
        == "Images in each of 3 classes: training 80 to 90, test 20."
    )
    assert probability_alt([0.05, 0.9, 0.05], NAMES, most=2) == "Most probable: one (90.0 %), zero (5.0 %)."
    assert probability_alt(None, NAMES) == "No probabilities yet."
