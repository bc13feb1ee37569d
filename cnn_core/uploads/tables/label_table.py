"""Labels in a table of their own, a row for each image: numbered in an order of their own, with a column for each class, or with other
columns beside that of the label."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from cnn_core.uploads.arrays.array import Values, one_hot
from cnn_core.uploads.source import Answers, Question, ask
from cnn_core.uploads.tables.parts_of_rows_beside import Rows, divided, has_heading
from cnn_core.uploads.tables.table_form import bare
from cnn_core.uploads.words.label_words import AT_TIMES, LABEL_WORDS
from cnn_core.uploads.words.naming import words
from cnn_core.uploads.words.said_of_unread import said_of_unread

NUMBER_WORDS = {
    "id",
    "ids",
    "idx",
    "imageid",
    "imageidx",
    "imageindex",
    "imagenumber",
    "index",
    "image",
    "no",
    "nr",
    "number",
    "row",
    "rowid",
}
"""What a column is called that says of each row which image it is of."""
OF_IMAGES = {*NUMBER_WORDS, "file", "filename", "filepath", "path"}
"""What a column is called without which the rows may be in the order of the images."""
OTHER_LABEL_WORDS = (*AT_TIMES, "tag", "etikett", "klasse", "classe", "clase", "etiqueta")
"""What it is called at times that tells the classes."""
SWITCHES = {"true": 1.0, "false": 0.0}
BY_NUMBER, BY_LINE = "by the numbers in them", "line by line"
MAX_COLUMNS, SHOWN = 101, 40


@dataclass(frozen=True, eq=False)
class Told:
    """The label of each image (n,) as text, how the rows tell it, and the places of the rows in the order of the images, if that is
    another; or why they tell none, as the end of a sentence. `parts` are those of the images, as far as columns say them, and `notes`
    sentences on these."""

    labels: Values | None = None
    how: str = ""
    order: Values | None = None
    why: str = ""
    parts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def labels_of_table(lines: Sequence[str], file: str, answers: Answers, questions: list[Question]) -> Told | None:
    """What the lines of a text say that has several columns; None if it is no table of labels, as far as can be told."""
    rows: Rows | None = None
    with suppress(csv.Error):  # of a text that is no table
        rows = rows_of_lines(lines)
    if rows is None:
        return None
    split = divided(rows, file, answers, questions)
    if not split.rows[0]:
        return None
    alone = split.rows[split.headed :] if len(split.rows[0]) == 1 else None
    told = Told(np.array([row[0] for row in alone])) if alone else _labels(split.rows, file, answers, questions)
    if told is None or told.labels is None or len(told.labels) != len(split.parts):
        return None if told is None else replace(told, notes=split.notes)
    parts = split.parts if told.order is None else tuple(split.parts[place] for place in told.order)
    return replace(told, parts=parts, notes=split.notes)


def _labels(rows: Rows, file: str, answers: Answers, questions: list[Question]) -> Told | None:
    """The labels in rows that say no parts."""
    told = _by_column(None, rows) or _by_column(rows[0], rows[1:])
    if told is not None:
        return told
    head, body = _headed(rows)
    at = _numbering(head)
    numbers = _numbers(body, at)
    rest = [[cell for n, cell in enumerate(row) if n != at] for row in body]
    names = None if head is None else [cell for n, cell in enumerate(head) if n != at]
    found = Told(np.array([row[0] for row in rest])) if len(rest[0]) == 1 else _by_column(names, rest)
    if numbers is None or found is None:
        found = _by_name(head, body, numbered=numbers is not None)
    if numbers is None or found is None or found.labels is None:
        return found
    return _in_order(found, numbers, "id" if head is None else head[at], file, answers, questions)


def rows_of_lines(lines: Sequence[str]) -> Rows | None:
    """The cells of a table whose rows are all as wide; None if they are not."""
    for between in (",", ";", "\t", " "):
        found = [[bare(cell) for cell in row] for row in csv.reader(lines, delimiter=between, skipinitialspace=True)]
        if len(found) > 2 and 2 <= len(found[0]) <= MAX_COLUMNS:
            return found if {len(row) for row in found} == {len(found[0])} else None
    return None


def _by_column(names: Sequence[str] | None, rows: Rows) -> Told | None:
    """The class of each row is what the column is called in which it has its 1, or the number of that; None if there is anything but 0 and 1."""
    try:
        values = np.array([[_number(cell) for cell in row] for row in rows])
    except ValueError:
        return None
    if not np.isin(values, (0, 1)).all():
        return None
    called = [*map(str, range(values.shape[1]))] if names is None else [*names]
    if not one_hot(values):
        ones = values.sum(axis=1)
        row = int(np.flatnonzero(ones != 1)[0])
        return Told(
            why=f"row {row + 1} has a 1 in {int(ones[row])} of {len(called)} columns, and one class for each image is wanted"
        )
    if len(set(called)) < len(called) or not all(called):
        return Told(why="two of its columns are called alike, or one has no name, and each is to be a class")
    listed = ", ".join(called)
    shown = listed if len(listed) <= SHOWN else f"{listed[:SHOWN]}…"
    return Told(np.array(called)[values.argmax(axis=1)], f"each row has a 1 in the column of its class ({shown})")


def _by_name(head: Sequence[str] | None, body: Rows, numbered: bool) -> Told | None:
    """The labels in the column that is called so, whatever the others say; None if no column can have them. Rows that are not `numbered` are
    in the order of the images, unless a column names these."""
    columns, called = [*zip(*body, strict=True)], [_called(cell) for cell in head or ()]
    again = [n for n, cells in enumerate(columns) if 2 <= len(set(cells)) <= len(cells) // 2]
    found = [n for n in again if head and called[n] in LABEL_WORDS] or [
        n for n in again if head and called[n] in OTHER_LABEL_WORDS
    ]
    unread = [head[n] for n in again if head and n not in found and called[n] not in OF_IMAGES]
    found = _once(found, columns)
    if not again or (not found and len({*columns[-1]}) == len(body)):  # which are names of classes
        return None
    if head is None or not found:
        return Told(
            why=f"none of its {len(columns)} columns is called label or class, and which one tells the classes is not known"
        )
    if len(found) > 1:
        return Told(
            why=f"{' and '.join(head[n][:SHOWN] for n in found[:3])} may each tell the classes: leave one of these columns"
        )
    names = next((n for n, each in enumerate(called) if each in OF_IMAGES), None)
    if not numbered and names is not None:
        return Told(
            why=f"its column {head[names][:SHOWN]} has no whole number for each row that comes once, so which image a row is of is not known; "
            "leave this column out if the rows are in the order of the images, or pack the table with the pictures that it names"
        )
    labels = columns[found[0]]
    if not all(labels):
        return Told(why=f"row {labels.index('') + 1} has no {head[found[0]][:SHOWN]}")
    return Told(np.array(labels), f"the labels are in its column {head[found[0]][:SHOWN]}{said_of_unread(unread)}")


def _once(places: Sequence[int], columns: Sequence[Sequence[str]]) -> list[int]:
    """Without those columns that put the same rows together as another does, words before numbers: class_id beside class_name."""
    kept: list[int] = []
    for n in sorted(places, key=lambda each: (all(map(str.isdecimal, columns[each])), each)):
        pairs = ({*zip(columns[n], columns[other], strict=True)} for other in kept)
        if not any(len(each) == len({*columns[n]}) == len({b for _, b in each}) for each in pairs):
            kept.append(n)
    return sorted(kept)


def _number(cell: str) -> float:
    known = SWITCHES.get(cell.casefold())
    return float(cell) if known is None else known


def _headed(rows: Rows) -> tuple[Sequence[str] | None, Rows]:
    """The names of the columns, if one of whole numbers begins with anything else, or one is called as those of files or labels are, and
    the other rows."""
    columns = [n for n in range(len(rows[0])) if all(row[n].isdecimal() for row in rows[1:])]
    called = {_called(cell) for cell in rows[0]}
    headed = any(not rows[0][n].isdecimal() for n in columns) or (
        called & {*LABEL_WORDS} and (called & OF_IMAGES or has_heading(rows))
    )
    return (rows[0], rows[1:]) if headed else (None, rows)


def _numbering(head: Sequence[str] | None) -> int:
    """The column that may number the images: one that is called so, of two if the other is called a label; else the first."""
    if head is None or (len(head) == 2 and _called(head[0]) not in LABEL_WORDS):
        return 0
    return next((n for n, cell in enumerate(head) if _called(cell) in NUMBER_WORDS), 0)


def _called(head: str) -> str:
    return "".join(words(head))


def _numbers(body: Rows, column: int) -> Values | None:
    """The whole numbers of a column, if none comes twice."""
    cells = [row[column] for row in body]
    if not all(cell.isdecimal() and len(cell) < 10 for cell in cells) or len(set(map(int, cells))) < len(cells):
        return None
    return np.array([int(cell) for cell in cells])


def _in_order(found: Told, numbers: Values, called: str, file: str, answers: Answers, questions: list[Question]) -> Told:
    """The labels in the order of the images, which their numbers say from 0 or 1 on without a gap."""
    assert found.labels is not None
    least, most = int(numbers.min()), int(numbers.max())
    if least > 1 or most - least + 1 != len(numbers):
        return Told(
            why=f"its {len(numbers):,} rows are numbered from {least:,} to {most:,}, and not from 0 or 1 on without a gap"
        )
    if (np.diff(numbers) == 1).all():
        return found
    if _called(called) not in NUMBER_WORDS:
        which = f"the column {called[:SHOWN]}" if called else "a column without a name"
        return Told(why=f"{which} numbers its rows in another order: call it id if it numbers the images, or leave it out")
    asks = f"The rows of {file[-SHOWN:]} belong to the images"
    question = ask(f"order {file}", asks, (BY_NUMBER, BY_LINE), BY_NUMBER, answers)
    questions.append(question)
    if question.chosen == BY_LINE:
        return found
    also = f"; {found.how}" if found.how else ""
    order = np.argsort(numbers)
    return Told(found.labels[order], f"its rows were put into the order of their numbers{also}", order)
