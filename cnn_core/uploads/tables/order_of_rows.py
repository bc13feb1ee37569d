"""Which image each row of a table beside arrays is of, as far as its other columns say it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from cnn_core.uploads.arrays.array import Values
from cnn_core.uploads.tables.label_table import NUMBER_WORDS, OF_IMAGES
from cnn_core.uploads.tables.parts_of_rows_beside import Rows
from cnn_core.uploads.tables.tables_of_files import HEADS
from cnn_core.uploads.words.naming import natural, words

NAMING = {*OF_IMAGES, *HEADS, "", "unnamed"}
"""What a column is called that tells which image a row is of. pandas writes one without a name."""
SHOWN = 40
LEAVE = "leave it out if the rows are in the order of the images"


def order_of_rows(rows: Rows, headed: bool) -> tuple[Values | None, str]:
    """The places of the rows in the order of the images, None if they are in it, and why it is not known, as the end of a sentence. A column
    that is called as numbers are tells it, from 0 or 1 on without a gap, or the first row is one of numbers; names have to be in order."""
    columns = [*zip(*rows[headed:], strict=True)]
    heads = ["".join(words(cell)) if headed else "" for cell in rows[0]]
    orders = {n: order for n, column in enumerate(columns) if (order := _order(column)) is not None}
    told = [order for n, order in orders.items() if not headed or heads[n] in NUMBER_WORDS]
    if told:
        if any((order != told[0]).any() for order in told):
            return None, "two of its columns number the rows in different orders; leave one of them"
        return (told[0] if _is_another(told[0]) else None), ""
    for n, column in enumerate(columns):
        called = f"its column {rows[0][n][:SHOWN]}" if headed and rows[0][n] else f"its column {n + 1}"
        if n in orders:
            if _is_another(orders[n]):
                return None, f"{called} numbers the rows in another order; call it id if it numbers the images, or leave it out"
        elif (heads[n] in NAMING if headed else len({*column}) == len(column)) and not _in_order(column):
            return (
                None,
                f"{called} does not tell which image a row is of; number them in it from 0 or 1 on and call it id, or {LEAVE}",
            )
    return None, ""


def _order(cells: Sequence[str]) -> Values | None:
    """The places of the numbers from the smallest on; None if they do not count from 0 or 1 on without a gap."""
    if not all(cell.isdecimal() and len(cell) < 10 for cell in cells):
        return None
    numbers = np.array([*map(int, cells)])
    order = np.argsort(numbers)
    return order if numbers.min() <= 1 and (np.diff(numbers[order]) == 1).all() else None


def _is_another(order: Values) -> bool:
    return bool((np.diff(order) != 1).any())


def _in_order(names: Sequence[str]) -> bool:
    """Whether they are names, each of which comes after the one before it, with its folder or without. Numbers with gaps tell no order."""
    if all(map(str.isdecimal, names)):
        return False
    return any(
        all(natural(a) < natural(b) for a, b in pairwise(each)) for each in (names, [name.rpartition("/")[2] for name in names])
    )
