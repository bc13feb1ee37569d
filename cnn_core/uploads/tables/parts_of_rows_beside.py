"""The columns of a table beside arrays that say which part each image belongs to: read as those of a table beside pictures are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnn_core.uploads.source import TEST, VALIDATION, Answers, Question
from cnn_core.uploads.words.naming import part_in, words
from cnn_core.uploads.words.part_column import parts_of_rows
from cnn_core.uploads.words.silent_rows import said_of_left_out

Rows = Sequence[Sequence[str]]
IMAGES = "images"


@dataclass(frozen=True, eq=False)
class Divided:
    """A table without the columns of parts, the part of each row below its heading, empty if it says none, whether it has a heading, and
    sentences on the parts. `parts` is empty if no column says any."""

    rows: Rows
    parts: tuple[str, ...] = ()
    headed: bool = False
    notes: tuple[str, ...] = ()


def divided(rows: Rows, file: str, answers: Answers, questions: list[Question]) -> Divided:
    """The rows, all as wide, parted from what they say of parts."""
    headed = has_heading(rows)
    names = rows[0] if headed else []
    heads = ["".join(words(cell)) for cell in names] if headed else [""] * len(rows[0])
    cells = [[*column] for column in zip(*rows, strict=True)]
    # the images, which rows belong to by their order, are one more column
    more = ([*heads, IMAGES if headed else ""], [*cells, [IMAGES] * len(rows)], len(heads))
    apart = [part_in(file.rpartition(".")[0]) in (VALIDATION, TEST)] * (len(rows) - headed)
    columns, told, notes = parts_of_rows(file, names, *more, answers, questions, apart=apart)
    rest = [[cell for n, cell in enumerate(row) if n not in columns] for row in rows]
    return Divided(rest, tuple(told) if any(told) else (), headed, (*notes, *said_of_left_out(told)))


def has_heading(rows: Rows) -> bool:
    """Whether the first row has something in it that is no number and does not come again below, where other things do."""
    columns = [(first, below) for first, *below in zip(*rows, strict=True) if 2 * len({*below}) <= len(below)]
    return any(first and not first.isdecimal() and first not in below for first, below in columns)
