from __future__ import annotations

import numpy as np
import pytest

from cnn_core.figures.confusion import confusion_figure

NAMES = ["cat", "dog", "owl"]
COUNTS = np.array([[990, 10, 0], [1, 999, 0], [300, 0, 100]])


def texts(figure) -> list[list[str]]:
    """What stands in the cells: the two layers of text put together."""
    return [
        ["".join(parts) for parts in zip(*rows, strict=True)] for rows in zip(*(t.text for t in figure.data[:2]), strict=True)
    ]


def test_no_line_is_drawn_through_the_numbers_to_the_cell_that_is_pointed_at():
    layout = confusion_figure([[1, 0], [0, 1]], "ab").layout
    assert (layout.xaxis.showspikes, layout.yaxis.showspikes) == (False, False)


def test_rows_are_true_from_the_top_and_columns_predicted():
    figure = confusion_figure(COUNTS, NAMES)
    assert texts(figure) == [["990", "10", ""], ["1", "999", ""], ["300", "", "100"]]
    assert figure.layout.yaxis.title.text == "true"
    assert figure.layout.xaxis.title.text == "predicted"
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    assert list(figure.layout.xaxis.ticktext) == NAMES


def test_percent_is_of_the_row():
    assert texts(confusion_figure(COUNTS, NAMES, percent=True)) == [
        ["99.0", "1.0", ""],
        ["0.1", "99.9", ""],
        ["75.0", "", "25.0"],
    ]


def test_one_mistake_in_a_thousand_still_has_a_tenth_of_the_shade():
    shade = confusion_figure(COUNTS, NAMES).data[0].z
    assert shade[1][0] == pytest.approx(0.1)
    assert shade[0][2] == 0


def test_every_cell_has_one_point_at_its_predicted_and_true_class():
    cells = confusion_figure(COUNTS, NAMES).data[-1]
    assert cells.type == "scatter"
    assert list(zip(cells.y, cells.x, strict=True)) == [(true, predicted) for true in range(3) for predicted in range(3)]


def test_a_click_anywhere_takes_the_nearest_cell():
    figure = confusion_figure(COUNTS, NAMES)
    assert figure.layout.hovermode == "closest"
    assert figure.layout.hoverdistance == -1
    assert figure.layout.clickmode == "event+select"
    assert [t.hoverinfo for t in figure.data[:2]] == ["skip", "skip"]


def test_hovering_says_it_in_words():
    words = confusion_figure(COUNTS, NAMES).data[-1].text
    assert words[1] == "<b>cat</b> taken for <b>dog</b><br>10 of 1,000 (1.0%)"
    assert words[4] == "<b>dog</b> recognised<br>999 of 1,000 (99.9%)"


def test_a_class_without_images_leaves_an_empty_row():
    figure = confusion_figure(np.array([[5, 1], [0, 0]]), ["a", "b"], percent=True)
    assert texts(figure)[1] == ["", ""]


@pytest.mark.parametrize("classes", [2, 10, 20])
def test_cells_are_square_and_large_enough_to_read(classes):
    figure = confusion_figure(np.eye(classes, dtype=int) * 9999, [f"class {n}" for n in range(classes)])
    margin = figure.layout.margin
    cell = (figure.layout.height - margin.t - margin.b) / classes
    assert 28 <= cell <= 100
    assert figure.layout.yaxis.scaleanchor == "x"
    assert figure.data[0].textfont.size >= 9


def test_a_scale_makes_cells_larger_with_their_frames_and_leaves_them_square() -> None:
    desk, large = (confusion_figure(np.eye(10, dtype=int), list("0123456789"), scale=scale) for scale in (1.0, 1.5))
    heights = [each.layout.height - each.layout.margin.t - each.layout.margin.b for each in (desk, large)]
    assert heights == [460, 690]
    assert [each.data[-1].marker.size for each in (desk, large)] == [44, 67]
