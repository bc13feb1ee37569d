"""Tables of class names: a number and a name in each row, in whichever columns, below a head or none."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from cnn_core.uploads.pictures import ENDINGS
from cnn_core.uploads.words.label_words import ends_as_label
from cnn_core.uploads.words.naming import is_count, words

MAX_NAME, MAX_WIDTH = 200, 20
HEADS = {"name", "names", "label", "labels", "class", "classes", "category", "categories", "classname", "classnames", "labelname"}
"""What stands above a column of names, and is hardly ever the name of a class."""
NAMES = {"name", "names"}
NO_NAMES = {
    "file",
    "files",
    "filename",
    "image",
    "images",
    "picture",
    "path",
    "url",
    "colour",
    "color",
    "code",
    "codepoint",
    "synset",
}

Rows = Sequence[Sequence[str]]


def rows_of_names(lines: Sequence[str]) -> list[list[str]]:
    """The cells of lines that are all cut into as many of them, by commas, semicolons or tabs; none if they are not."""
    for between in ",;\t":
        try:
            rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=between, skipinitialspace=True)]
        except csv.Error:
            continue
        if len(rows) > 1 and 2 <= len(rows[0]) <= MAX_WIDTH and {len(row) for row in rows} == {len(rows[0])}:
            return rows
    return []


def numbered_names(rows: Rows, labels: Sequence[str] = ()) -> dict[int, str]:
    """The name of each number, if one column has numbers that do not come twice, those of the `labels` among them, and another has names that
    do not; the first row may be a head. The column that is called as labels or names goes first."""
    wanted = {*map(int, labels)}
    found = [n for n in range(len(rows[0]) if rows else 0) if (numbers := _numbers(_below(rows, n), n)) and wanted <= numbers]
    for at in sorted(found, key=lambda n: not ends_as_label(rows[0][n])):
        body = _below(rows, at)
        head = rows[0] if len(body) < len(rows) else [""] * len(rows[0])
        named = [n for n in range(len(head)) if n != at and _may_name([row[n] for row in body])]
        for n in sorted(named, key=lambda n: _unlikely(head[n])):
            return {int(row[at]): row[n] for row in body}
    return {}


def is_called_label(rows: Rows) -> bool:
    """Whether the first row is a head in which the numbers are called as labels are, as ClassId is."""
    return any(ends_as_label(cell) and _numbers(rows[1:], n) for n, cell in enumerate(rows[0] if rows else ()))


def without_head(lines: Sequence[str], numbers: Sequence[int]) -> Sequence[str]:
    """Names in the order of the numbers, without a first line that is the head of their column; it is none if the numbers need all lines."""
    headed = len(lines) > 2 and "".join(words(lines[0])) in HEADS and max(numbers, default=0) + (0 in numbers) < len(lines)
    return lines[1:] if headed else lines


def is_name(text: str) -> bool:
    """Whether a text can be the name of a class; that of a picture is none."""
    return 0 < len(text) <= MAX_NAME and text.rpartition(".")[2].casefold() not in ENDINGS


def _below(rows: Rows, column: int) -> Rows:
    """The rows without a head, which has no number above those of this column."""
    return rows if is_count(rows[0][column]) else rows[1:]


def _numbers(body: Rows, column: int) -> set[int]:
    """The numbers in a column; none if there is anything else, or one comes twice."""
    cells = [row[column] for row in body]
    numbers = {int(cell) for cell in cells if is_count(cell)}
    return numbers if len(numbers) == len(cells) else set()


def _may_name(cells: Sequence[str]) -> bool:
    return all(map(is_name, cells)) and len({*cells}) == len(cells) and not any(map(_is_number, cells))


def _unlikely(head: str) -> int:
    said = {*words(head)}
    if said & NO_NAMES:
        return 3
    return 0 if said & NAMES or "".join(words(head)).endswith("name") else 1 if ends_as_label(head) else 2


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return cell.casefold() not in ("nan", "inf", "infinity")
