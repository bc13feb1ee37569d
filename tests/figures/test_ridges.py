"""Histograms one above the other."""

import numpy as np

from cnn_core.figures.ridges import OVERLAP, ROW, ridges
from cnn_core.figures.theme import LIGHT

EDGES = np.linspace(-1, 1, 5)


def test_each_row_has_the_same_area_whatever_its_width():
    """Half as wide is twice as high: the counts are the same."""
    counts = np.array([1, 2, 2, 1])
    figure = ridges([("0", EDGES, counts), ("1", EDGES / 2, counts)], 1, dark=False)
    first, second = (np.max(np.array(trace.y) - trace.y[0]) for trace in figure.data[1::2])
    np.testing.assert_allclose(second, 2 * first)
    assert list(figure.layout.yaxis.ticktext) == ["0", "1"]
    assert [trace.line.color for trace in figure.data[1::2]] == [LIGHT.muted, LIGHT.accent]


def test_one_row_alone_has_room():
    figure = ridges([("3", EDGES, np.array([0, 0, 5, 0]))], 0, dark=True)
    assert figure.layout.height > ROW * OVERLAP
    assert "5 from 0 to 0.5" in figure.data[1].text[3]
