"""How a table of pixels is written: its delimiter, whether it begins with names, and which of its columns are no pixels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from cnn_core.uploads.arrays.array import one_hot
from cnn_core.uploads.arrays.label_column import labels_first
from cnn_core.uploads.arrays.shapes import side_of_row
from cnn_core.uploads.source import Answers, Question, ask
from cnn_core.uploads.words.label_words import LABEL_WORDS
from cnn_core.uploads.words.naming import words
from cnn_core.uploads.words.part_column import PART_WORDS, part_beside_pixels

MIN_SIDE = 6
INDEX_WORDS = ("", "id", "ids", "imageid", "index", "unnamed", "number", "image", "file", "filename", "name", "path", "rowid")
LABEL_COLUMN = "label column"
FIRST, LAST = "the first column", "the last column"
MAX_HOT, ALIKE, LAST_FEW = 100, 20, 5
MIN_COUNTED = 20
"""So many rows that count 0, 1, 2 are numbered, and do not happen to be of the classes 0, 1, 2."""
ALL_DIFFERENT = 0.9
"""Names of columns are all different; in no row of pixels is this part of the values."""
EXCEL = re.compile(r'"?sep=."?[ \t]*\r?\n', re.IGNORECASE)
"""How Excel is told the delimiter, in a line before the table."""
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Form:
    """`header` lines come first; `label`, `part` and `others` are columns that are no pixels. `hot` are columns of which the one with a 1
    is the label, one of `classes` if the columns have names; `packed` is the column with all pixels of an image in one text. `names` are
    those of all columns, none if the table has none."""

    delimiter: str
    header: int
    width: int
    label: int | None = None
    part: int | None = None
    others: tuple[int, ...] = ()
    hot: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    packed: int | None = None
    names: tuple[str, ...] = ()

    def part_among(self, columns: Sequence[int], cells: Sequence[Sequence[str]]) -> int | None:
        """That of some columns, with what is in them, which says the part of each image; None if none does."""
        at = part_beside_pixels(heads_of([self.names[n] for n in columns]), cells) if self.names else None
        return None if at is None else columns[at]


def form_of(file: str, lines: Sequence[str], skipped: int, answers: Answers, questions: list[Question]) -> Form | None:
    """The form of a table that begins with these lines, after `skipped` others; None if it is no table of pixels."""
    if not lines:
        return None
    usual = max(lines[-LAST_FEW:], key=len)  # the last one may be a sum, or cut off
    packing = next((each for each in ",;\t" if _packs(_fields(usual, each))), "")
    delimiter = packing or max(",;\t ", key=lambda each: len(cut(usual, each)))
    rows = [_fields(line, delimiter) for line in lines]
    if len(rows) > 1 and len(rows[0]) == len(rows[1]) - 1:
        rows[0] = ["", *rows[0]]  # R has no name for its column of row names
    width = len(rows[0])
    if sum(len(row) != width for row in rows[:ALIKE]) > (len(rows) >= ALIKE):  # a bad row or none
        return None
    rows = [row for row in rows if len(row) == width]  # of others the reading says which
    names, data = (rows[0], rows[1:]) if _are_names(rows[0], rows[1:]) else ([], rows)
    if not data:
        return None
    header = skipped + bool(names)
    form = Form(delimiter=delimiter, header=header, width=width, names=tuple(names))
    if packing:
        return _packed(data, form)
    open_end = all(row[-1] == "" for row in data)  # a delimiter behind the last value
    columns = _Columns(file, form, names, [row[:-1] for row in data] if open_end else data, answers, questions)
    found = columns.by_name() if names and not open_end else columns.by_place()
    return replace(found, others=(*found.others, width - 1)) if found is not None and open_end else found


def cut(line: str, delimiter: str) -> list[str]:
    """The cells of a line, as they stand there."""
    return line.split() if delimiter == " " else line.split(delimiter)


def bare(cell: str) -> str:
    """A cell without the gaps and quotes around it."""
    return cell.strip().strip("\"'")


def _fields(line: str, delimiter: str) -> list[str]:
    return [bare(cell) for cell in cut(line, delimiter)]


def _number(cell: str) -> bool:
    return NUMBER.fullmatch(cell) is not None


def _packs(cells: Sequence[str]) -> bool:
    """Whether one of a few cells holds all pixels."""
    return len(cells) > 1 and any(map(_is_packed, cells))


def _is_packed(cell: str) -> bool:
    """Whether a cell holds all pixels of an image."""
    parts = cell.split()
    return len(parts) >= MIN_SIDE**2 and all(map(_number, parts))


def _are_names(first: Sequence[str], rest: Rows) -> bool:
    """Words above numbers; or numbers that count up, or are all different as pixels never are."""
    above = [n for n, cell in enumerate(first) if not _number(cell) and not _is_packed(cell)]
    if 2 * sum(all(_number(row[n]) or _is_packed(row[n]) for row in rest) for n in above) >= len(first):
        return True
    if len(first) < MIN_SIDE**2:
        return False
    ups = sum(b.isdecimal() and a.isdecimal() and int(b) == int(a) + 1 for a, b in pairwise(first))
    different = len(set(first)) == len(first) and all(len(set(row)) < ALL_DIFFERENT * len(row) for row in rest)
    return ups >= ALL_DIFFERENT * (len(first) - 2) or (bool(rest) and different)


def _packed(data: Rows, form: Form) -> Form:
    heads = heads_of(form.names)
    packed = next(n for row in reversed(data) for n, each in enumerate(row) if _is_packed(each))
    part = _part(form, [n for n in range(form.width) if n != packed], data)
    label = next((n for n, head in enumerate(heads) if head in LABEL_WORDS), None)
    if label is None:
        label = next((n for n in range(form.width) if n not in (packed, part) and _comes_again(data, n)), None)
    if label is None and part is not None and heads[part] not in PART_WORDS:
        label, part = part, None  # alone it is what is to be told
    others = tuple(n for n in range(form.width) if n not in (label, part, packed))
    return replace(form, label=label, part=part, packed=packed, others=others)


def _part(form: Form, columns: Sequence[int], data: Rows) -> int | None:
    return form.part_among(columns, [[row[n] for row in data] for n in columns])


def heads_of(names: Sequence[str]) -> list[str]:
    """What columns are called, without gaps and in small letters."""
    return ["".join(words(name)) for name in names]


def _comes_again(rows: Rows, column: int) -> bool:
    """Whether the values of a column can be classes: not all are different."""
    return len({row[column] for row in rows}) <= max(2, len(rows) // 2)


def _square(count: int) -> bool:
    found = side_of_row(count)
    return found is not None and found[0] >= MIN_SIDE


class _Columns:
    """Adds to a form which columns of these rows are no pixels; None where the others make no square picture."""

    def __init__(
        self, file: str, form: Form, names: Sequence[str], data: Rows, answers: Answers, questions: list[Question]
    ) -> None:
        self._file, self._form, self._names, self._data = file, form, names, data
        self._answers, self._questions = answers, questions
        self._width = len(data[0])

    def by_name(self) -> Form | None:
        """The names of pixels are alike but for their numbers."""
        heads = heads_of(self._names)
        usual = Counter(heads).most_common(1)[0][0]
        special = [n for n, head in enumerate(heads) if head != usual]
        part = _part(self._form, special, self._data)
        named = [n for n, head in enumerate(heads) if head in LABEL_WORDS and n != part]
        if not _square(self._width - len(special)):
            numbered = _square(self._width - 2) and not _square(self._width - 1)  # as pandas writes rows, with no name above
            if not named and (self._names[0] or numbered):
                return self.by_place()  # the names say nothing
            rest = self._width - len(named[:1]) - (part is not None)
            others = () if _square(rest) else (0,) if named != [0] and _square(rest - 1) else None
            return None if others is None else replace(self._form, label=named[0] if named else None, part=part, others=others)
        hot = self._hot_among([n for n in special if n != part and heads[n] not in INDEX_WORDS])
        if hot:
            besides = tuple(n for n in special if n not in (*hot, part))
            return replace(self._form, hot=hot, classes=tuple(self._names[n] for n in hot), part=part, others=besides)
        may = named or [n for n in special if n != part and heads[n] not in INDEX_WORDS and _comes_again(self._data, n)]
        label = self._of_several(may) if len(may) > 1 else may[0] if may else None
        if label is None and part is not None and heads[part] not in PART_WORDS:
            label, part = part, None  # alone it is what is to be told
        return replace(self._form, label=label, part=part, others=tuple(n for n in special if n not in (label, part)))

    def _of_several(self, columns: Sequence[int]) -> int:
        names = tuple(self._names[n] for n in columns)
        chosen = self._ask(f"The labels in {self._file[:40]} are in the column", names, names[0])
        return columns[names.index(chosen)]

    def by_place(self) -> Form | None:
        """Without names: the label is the first or the last of the columns, behind the number of the row if there is one."""
        counted = len(self._data) >= MIN_COUNTED and all(
            row[0] == str(n + int(self._data[0][0] == "1")) for n, row in enumerate(self._data)
        )
        counted |= bool(self._names) and not self._names[0]
        start = int(counted and not _square(self._width) and _square(self._width - 2))
        others, width = tuple(range(start)), self._width - start
        if _square(width) and not _square(width - 1):
            return replace(self._form, others=others)
        if not _square(width - 1):
            hot = self._hot()
            return replace(self._form, hot=hot) if hot else None
        guess = FIRST if self._first(start) else LAST
        why = f"It has {width:,} columns, one more than a square picture."
        chosen = self._ask(f"The labels in {self._file[:40]} are in", (FIRST, LAST), guess, why)
        return replace(self._form, label=start if chosen == FIRST else self._width - 1, others=others)

    def _first(self, start: int) -> bool:
        """Words are labels; of numbers it is told by what they do."""
        words_first, words_last = (not all(_number(row[n]) for row in self._data) for n in (start, -1))
        if words_first or words_last:
            return words_first
        try:
            return labels_first(np.array([row[start:] for row in self._data], np.float64))
        except ValueError:  # a pixel that is no number, which the reading will say
            return True

    def _hot(self) -> tuple[int, ...]:
        """The columns at the end, or at the beginning, of which each row has one with a 1: Semeion's digits have ten."""
        for count in range(2, min(MAX_HOT, self._width - MIN_SIDE**2) + 1):
            if not _square(self._width - count):
                continue
            for columns in (range(self._width - count, self._width), range(count)):
                if hot := self._hot_among(columns):
                    return hot
        return ()

    def _hot_among(self, columns: Sequence[int]) -> tuple[int, ...]:
        """These columns, if each row has one with a 1 among them."""
        cells = [[row[n] for n in columns] for row in self._data]
        numbers = len(columns) > 1 and all(_number(cell) for row in cells for cell in row)
        return tuple(columns) if numbers and one_hot(np.array(cells, np.float64)) else ()

    def _ask(self, asks: str, options: tuple[str, ...], guess: str, why: str = "") -> str:
        """The answer for this table: each of several has a question of its own."""
        before = sum(each.key.startswith(LABEL_COLUMN) for each in self._questions)
        key = f"{LABEL_COLUMN} {before + 1}" if before else LABEL_COLUMN
        self._questions.append(question := ask(key, asks, options, guess, self._answers, why))
        return question.chosen
