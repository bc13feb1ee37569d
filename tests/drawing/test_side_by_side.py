"""Two digits on one pad are noticed, and one digit in several strokes is one."""

import json
from itertools import pairwise
from pathlib import Path

from cnn_core.drawing import Drawing, read_strokes
from cnn_core.drawing.side_by_side import two_side_by_side

DIGITS = [read_strokes(row) for row in json.loads(Path(__file__).with_name("strokes.json").read_text())]


def moved(drawing: Drawing, left: float) -> Drawing:
    """The digit over at most 40% of the pad's width, and as much of its height, from `left` on."""
    points = [point for stroke in drawing.strokes for point in stroke]
    low, top = min(x for x, _ in points), min(y for _, y in points)
    size = max(max(x for x, _ in points) - low, max(y for _, y in points) - top)
    strokes = tuple(tuple((left + (x - low) / size * 0.4, 0.3 + (y - top) / size * 0.4) for x, y in s) for s in drawing.strokes)
    return Drawing(strokes, 0.05)


def test_a_digit_in_one_or_several_strokes_is_one():
    assert not [drawing for drawing in DIGITS if two_side_by_side(drawing)]
    assert not two_side_by_side(Drawing())


def test_two_digits_side_by_side_are_two():
    for one, other in pairwise(DIGITS):
        left, right = moved(one, 0.03), moved(other, 0.57)
        assert two_side_by_side(Drawing(left.strokes + right.strokes, 0.05))


def test_a_stray_dot_beside_a_digit_is_no_digit():
    assert not two_side_by_side(Drawing((*moved(DIGITS[0], 0.1).strokes, ((0.9, 0.7),)), 0.05))
