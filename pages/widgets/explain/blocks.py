"""What the microscope's panel can draw, as JSON: words, sums, grids of numbers, and rows of terms."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from cnn_core.explain.arithmetic import Origin

Block = dict[str, Any]
DIGITS, MOST_DIGITS = 4, 10
SHORT = 2
"""Digits of the largest number of a grid; the others have as many decimals."""


def number(value: float, digits: int = DIGITS) -> str:
    """A number with four digits, for reading; 0 has no sign."""
    return f"{value + 0.0:.{digits}g}".replace("-", "−")


def quotient_digits(part: float, whole: float) -> int:
    """The digits of both that their quotient needs to come out as it is read, if it is worked out by hand from what stands there."""
    for digits in range(DIGITS, MOST_DIGITS):
        if number(float(f"{part:.{digits}g}") / float(f"{whole:.{digits}g}")) == number(part / whole):
            return digits
    return MOST_DIGITS


def sentence(text: str) -> Block:
    return {"type": "words", "text": text}


def tally(rows: list[tuple[str, float]], *totals: tuple[str, float | str]) -> Block:
    """Rows of a name and a number, then totals, which may be written already."""
    lines: list[list[str | bool]] = [[name, number(value), False] for name, value in rows]
    lines += [[name, value if isinstance(value, str) else number(value), True] for name, value in totals]
    return {"type": "tally", "rows": lines}


def same(found: Origin) -> list[Block]:
    """The one number that this one is made of."""
    return [term_rows(found, np.array([0]), ("from", "value"), (found.values,))]


def cells(
    arrays: dict[str, np.ndarray], top: int, left: int, columns: int, channel: int, step: tuple[int, int] = (1, 1)
) -> Block:
    """Numbers row by row with their texts, `step` pixels apart; None where padding lies."""
    block: Block = {"top": top, "left": left, "columns": columns, "channel": channel, "step": list(step)}
    for name, values in arrays.items():
        decimals = _decimals(values)
        flat = [None if np.isnan(v) else float(v) for v in values.ravel()]
        block[name] = flat
        block[f"{name[:-1]}Texts"] = ["" if v is None else short(v, decimals) for v in flat]
    return block


def short(value: float, decimals: int) -> str:
    """A number with so many decimals; what is nothing then is 0."""
    text = f"{value:.{decimals}f}"
    return text.replace("-", "−") if float(text) else "0"


def _decimals(values: np.ndarray) -> int:
    most = float(np.nanmax(np.abs(values), initial=0))
    return min(6, max(0, SHORT - 1 - math.floor(math.log10(most)))) if most > 0 else 0


def term_rows(
    found: Origin, shown: np.ndarray, head: tuple[str, ...], columns: Sequence[np.ndarray], parts: np.ndarray | None = None
) -> Block:
    """Terms of a sum, one row each: where from, these columns of numbers, and `parts` from -1 to 1 for bars."""
    rows = [
        {
            "at": found.inputs[k].tolist(),
            "place": place_words(tuple(found.inputs[k].tolist())),
            "texts": [number(float(column[k])) for column in columns],
            "part": 0.0 if parts is None else float(parts[k]),
        }
        for k in map(int, shown)
    ]
    return {"type": "terms", "head": list(head), "rows": rows}


def place_words(at: tuple[int, ...]) -> str:
    return f"map {at[2]}, row {at[0]}, column {at[1]}" if len(at) == 3 else f"unit {at[0]}"
