"""Arrays of pictures in any order of axes, brought to (n, height, width) or (n, height, width, channels)."""

from __future__ import annotations

import math
from collections.abc import Container, Sequence

import numpy as np

from cnn_core.uploads.arrays.array import Values
from cnn_core.uploads.limits import MAX_PHOTO_PIXELS
from cnn_core.uploads.source import Answers, Question, ask, refused

MIN_ROW_SIDE = 4
CHANNELS = (1, 3, 4)
PLANES, PIXELS = "all red, then all green, then all blue", "red, green, blue of each pixel"
LAST, FIRST = "last", "first"
SAMPLE = 50


def side_of_row(length: int) -> tuple[int, int] | None:
    """Side and channels of a square picture whose pixels stand in one row; None if there is none."""
    for channels in (1, 3):
        side = math.isqrt(max(0, length) // channels)
        if side >= MIN_ROW_SIDE and side * side * channels == length:
            return side, channels
    return None


def is_row_of_pixels(length: int) -> bool:
    """Whether so many numbers in a row can be a square picture."""
    return side_of_row(length) is not None


def may_be_pictures(shape: tuple[int, ...]) -> bool:
    """Whether an array of this shape can hold pictures."""
    if len(shape) in (3, 4):
        return math.prod(shape) > 0 and max(shape[1:]) > 1
    return len(shape) == 2 and min(shape) > 1 and (is_row_of_pixels(shape[1]) or is_row_of_pixels(shape[0]))


def pictures_first(values: Values, count: int | None, notes: list[str]) -> Values:
    """With the axis of the pictures in front; `count` is how many labels there are, if that is known."""
    if count is not None and values.shape[0] != count and values.shape[-1] == count:
        if values.ndim > 2:
            notes.append("The last axis of the array counts the images, and was moved to the front.")
        return np.moveaxis(values, -1, 0)
    return values


def as_pictures(values: Values, what: str, name: str, answers: Answers, notes: list[str], questions: list[Question]) -> Values:
    """(n, h, w) or (n, h, w, 3 or 4) of an array whose first axis counts the pictures; DatasetError if it holds no pictures."""
    shape = values.shape
    if values.ndim == 3 and (row := _row_with_an_axis_of_one(shape)):
        values = values.reshape(len(values), row)
    if values.ndim == 2:
        values = _rows(values, what, name, answers, notes, questions)
    elif values.ndim == 4:
        values = _channels_last(values, answers, questions)
    if values.ndim == 4 and values.shape[3] == 1:
        values = values[..., 0]
    if values.ndim not in (3, 4) or (values.ndim == 4 and values.shape[3] not in (3, 4)):
        wanted = "(n, height, width), (n, height, width, 1, 3 or 4) or (n, pixels)"
        raise refused(name, f"its {what} have the shape {shape}, and {wanted} is wanted")
    if not 0 < values.shape[1] * values.shape[2] <= MAX_PHOTO_PIXELS:
        raise refused(name, f"its {what} are {values.shape[1]} x {values.shape[2]} pixels")
    return values


def _row_with_an_axis_of_one(shape: tuple[int, ...]) -> int:
    """The pixels of a picture that lies in one row or column, (n, 784, 1) or (n, 1, 784), as Conv1D wants it; 0 if it does not."""
    long = max(shape[1:])
    return long if min(shape[1:]) == 1 and is_row_of_pixels(long) else 0


def _rows(values: Values, what: str, name: str, answers: Answers, notes: list[str], questions: list[Question]) -> Values:
    found = side_of_row(values.shape[1])
    if found is None:
        raise refused(name, f"its {what} have the shape {values.shape}: {values.shape[1]:,} numbers are no square picture")
    side, channels = found
    notes.append(f"Each row of {values.shape[1]:,} numbers is a picture of {side}x{side}{' in colour' if channels == 3 else ''}.")
    if channels == 1:
        return values.reshape(-1, side, side)
    planes = np.moveaxis(values.reshape(-1, 3, side, side), 1, 3)
    pixels = values.reshape(-1, side, side, 3)
    guess = PLANES if _roughness(planes) <= _roughness(pixels) else PIXELS
    question = ask(
        "colours in a row", "In each row stand", (PLANES, PIXELS), guess, answers, "The smoother of the two is guessed."
    )
    _once(questions, question)
    return planes if question.chosen == PLANES else pixels


def _channels_last(values: Values, answers: Answers, questions: list[Question]) -> Values:
    first, last = values.shape[1] in CHANNELS, values.shape[3] in CHANNELS
    if not first:
        return values
    question = ask("channels", "The axis of the colours is", (LAST, FIRST), LAST if last else FIRST, answers)
    _once(questions, question)
    return values if question.chosen == LAST else np.moveaxis(values, 1, 3)


def _once(questions: list[Question], question: Question) -> None:
    if question not in questions:
        questions.append(question)


def _roughness(pictures: Values) -> float:
    """The mean difference of neighbours: small where pixels stand in their places."""
    some = pictures[:SAMPLE].astype(np.float64)
    return float(np.abs(np.diff(some, axis=1)).mean() + np.abs(np.diff(some, axis=2)).mean())


def fits_count(shape: Sequence[int], count: int, counts: Container[int]) -> bool:
    """Whether an array of images can have so many: by its last axis only if there are no labels for its first, or pictures as wide as
    others are many would go with the labels of these. `counts` are those of all labels."""
    return count == shape[0] or (count == shape[-1] and shape[0] not in counts)
