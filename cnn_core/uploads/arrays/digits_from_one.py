"""Digits that are counted from 1, with 10 for 0, as MATLAB's and Octave's courses have them: their rows may go down the picture."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from cnn_core.uploads.arrays.array import Array, Values
from cnn_core.uploads.source import Answers, Question, ask

KEY, ZERO, TEN = "label 10", "the digit 0", "called 10"
COUNTED = list(range(1, 11))
OF_COURSE = 400
"""Pixels in a row of Andrew Ng's exercises, whose digits are 20x20."""
MAX_ONES, MAX_SIDE = 500, 32
WHY = "The labels are 1 to 10. Files of MATLAB and Octave count digits so, since nothing has the number 0 there."
MAY_LIE = (
    "MATLAB and Octave write a picture column by column. If the pictures lie on their side, turn them upright ('Turn upright' on the page, "
    "--set 'turn upright=yes' on the command line)."
)

Parts = Mapping[str, Sequence[tuple[Array, Array]]]


def said_of_ten(parts: Parts, kind: str, known: Mapping[str, str], answers: Answers, questions: list[Question]) -> dict[str, str]:
    """What the label 10 is called where the labels count from 1 to 10 and nothing names them: asked of files of MATLAB and
    of small grey squares, and 0 where they are those of a course."""
    if known or not _counted(parts) or not (kind == "mat" or _may_be_digits(parts)):
        return {}
    question = ask(KEY, "The label 10 is", (ZERO, TEN), ZERO if _of_course(parts) else TEN, answers, WHY)
    questions.append(question)
    return {"10": "0"} if question.chosen == ZERO else {}


def lie(parts: Parts) -> bool:
    """Whether rows are such digits of a course, and the ones among them lie on their side."""
    if not _of_course(parts) or not _counted(parts):
        return False
    return any(ones_lie(x.read()[y.read().reshape(-1) == 1]) for of in parts.values() for x, y in of)


def may_lie(parts: Parts, kind: str) -> bool:
    """Whether rows of pixels are such as MATLAB may have written."""
    return kind == "mat" and any(len(x.shape) == 2 for of in parts.values() for x, _ in of)


def ones_lie(ones: Values) -> bool:
    """Whether the strokes of the digit 1, read as rows (n, pixels) along the picture, run from side to side: then the rows go down it."""
    side = math.isqrt(ones.shape[-1])
    if ones.ndim != 2 or not len(ones) or side * side != ones.shape[1] or ones.dtype.kind not in "buif":
        return False
    pixels = ones[:MAX_ONES].reshape(-1, side, side).astype(np.float64)
    return bool(np.abs(np.diff(pixels, axis=1)).sum() > np.abs(np.diff(pixels, axis=2)).sum())


def _of_course(parts: Parts) -> bool:
    return any(x.shape[1:] == (OF_COURSE,) and x.shape[0] == math.prod(y.shape) for of in parts.values() for x, y in of)


def _may_be_digits(parts: Parts) -> bool:
    """Whether the images are small squares of one channel, as those of digits are."""
    shapes = [tuple(side for side in x.shape if side not in (1, max(y.shape))) for of in parts.values() for x, y in of]
    sides = [shape if len(shape) == 2 else (math.isqrt(shape[0]),) * 2 if len(shape) == 1 else () for shape in shapes]
    return all(len({*each}) == 1 and max(each) <= MAX_SIDE for each in sides)


def _counted(parts: Parts) -> bool:
    """Whether the labels are the whole numbers from 1 to 10, each of them."""
    ys = [y for of in parts.values() for _, y in of]
    if not ys or not all(y.kind in "uifU" and math.prod(y.shape) == max(y.shape, default=0) for y in ys):
        return False
    found = np.unique(np.concatenate([y.read().reshape(-1).astype(str) for y in ys]))
    try:
        return sorted({float(each) for each in found}) == COUNTED
    except ValueError:
        return False
