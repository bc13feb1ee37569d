"""The label of each picture, of all rows of a table that mean it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from cnn_core.uploads.arrays.labels import NO_NUMBER

WHOLE = re.compile(r"^(-?\d+)\.0$")
"""A whole number as pandas writes it in a column in which a value is missing."""


def joined(said: Sequence[tuple[str, list[int]]], count: int) -> tuple[list[str], frozenset[int]]:
    """The label of each picture, of all rows that mean it, and the numbers of those that have none because the rows say several."""
    labels = [""] * count
    several: set[int] = set()
    for label, numbers in said:
        for number in numbers if label else ():
            if labels[number] not in ("", label):
                several.add(number)
            labels[number] = label
    for number in several:
        labels[number] = ""
    return labels, frozenset(several)


def label_of(cell: str) -> str:
    """A cell without the gaps around it, and 1 of 1.0; of an object with one word in it, as VIA writes `{"label":"cat"}`, the word."""
    cell = WHOLE.sub(r"\1", cell.strip())
    if cell.startswith("{") and cell.endswith("}"):
        try:
            said = list(json.loads(cell).values())
        except (ValueError, RecursionError):
            return cell
        return str(said[0]).strip() if len(said) == 1 and isinstance(said[0], str | int) else ""
    return "" if cell in NO_NUMBER else cell
