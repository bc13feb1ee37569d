from __future__ import annotations

from cnn_core.figures.histogram import class_histogram
from cnn_core.figures.theme import LIGHT

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
