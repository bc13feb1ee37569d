from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path

import pytest

from cnn_core.drawing import PEN, Drawing, DrawingError, read_strokes
from cnn_core.errors import LabError

DIGITS = json.loads(Path(__file__).with_name("strokes.json").read_text())


def test_strokes_are_read_as_they_were_sent():
    drawing = read_strokes({"pen": 0.1, "strokes": [[[0, 0.25], [1, 0.75]], [[0.5, 0.5]]]})
    assert drawing == Drawing((((0.0, 0.25), (1.0, 0.75)), ((0.5, 0.5),)), 0.1)


def test_the_pen_may_be_left_out():
    assert read_strokes({"strokes": []}) == Drawing((), PEN)


def test_shapes_may_be_filled():
    assert read_strokes({"strokes": [[[0.1, 0.2]]], "filled": True}).filled
    assert not read_strokes({"strokes": [[[0.1, 0.2]]]}).filled
    with pytest.raises(DrawingError, match=r"filled must be true or false. Received: 'yes'"):
        read_strokes({"strokes": [], "filled": "yes"})


def test_strokes_without_points_are_dropped():
    assert read_strokes({"strokes": [[], [[0.5, 0.5]], []]}).strokes == (((0.5, 0.5),),)


def test_a_drawing_without_points_is_empty():
    assert read_strokes({"strokes": [[]]}).empty
    assert not read_strokes({"strokes": [[[0, 0]]]}).empty


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (None, "object"),
        ([[[0, 0]]], "object"),
        ({}, "strokes"),
        ({"strokes": "abc"}, "strokes"),
        ({"strokes": [1]}, "strokes[0]"),
        ({"strokes": ["ab"]}, "strokes[0]"),
        ({"strokes": [[[0, 0]], [[0, 0], [1]]]}, "strokes[1][1]"),
        ({"strokes": [[[0, 0, 0]]]}, "strokes[0][0]"),
        ({"strokes": [["ab"]]}, "strokes[0][0]"),
        ({"strokes": [[[0, "0"]]]}, "strokes[0][0][1]"),
        ({"strokes": [[[True, 0]]]}, "strokes[0][0][0]"),
        ({"strokes": [[[math.nan, 0]]]}, "strokes[0][0][0]"),
        ({"strokes": [[[0, math.inf]]]}, "strokes[0][0][1]"),
        ({"strokes": [[[0, 1e9]]]}, "strokes[0][0][1]"),
        ({"strokes": [[[10**400, 0]]]}, "strokes[0][0][0]"),
        ({"strokes": [], "pen": 0}, "pen"),
        ({"strokes": [], "pen": 5}, "pen"),
        ({"strokes": [], "pen": "wide"}, "pen"),
    ],
)
def test_a_bad_value_is_refused_with_its_place(value, names):
    with pytest.raises(DrawingError) as caught:
        read_strokes(value)
    assert names in str(caught.value)
    assert "Received" in str(caught.value)
    assert len(str(caught.value)) < 200


def test_too_many_strokes_are_refused():
    read_strokes({"strokes": [[[0, 0]]] * 200})
    with pytest.raises(DrawingError, match="200 strokes"):
        read_strokes({"strokes": [[[0, 0]]] * 201})


def test_too_many_points_are_refused():
    read_strokes({"strokes": [[[0, 0]] * 10_000] * 2})
    with pytest.raises(DrawingError, match="20,000 points"):
        read_strokes({"strokes": [[[0, 0]] * 10_000] * 2 + [[[0, 0]]]})


def test_a_drawing_error_is_a_sentence_for_people():
    assert issubclass(DrawingError, LabError)


def test_the_committed_digits_hold_each_of_the_ten_in_several_styles():
    assert all(count >= 6 for count in Counter(d["digit"] for d in DIGITS).values())
    assert {d["digit"] for d in DIGITS} == set(range(10))
    assert len(DIGITS) >= 60
    assert all(len({d["style"] for d in DIGITS if d["digit"] == digit}) >= 3 for digit in range(10))


@pytest.mark.parametrize("sent", DIGITS, ids=lambda d: f"{d['digit']} {d['style']}")
def test_the_committed_digits_lie_on_the_pad(sent):
    drawing = read_strokes(sent)
    assert all(0 <= v <= 1 for stroke in drawing.strokes for xy in stroke for v in xy)
