"""Which columns of a table beside pictures tell the classes: how likely each is, a column for each class, and several classes at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cnn_core.text import plural
from cnn_core.uploads.words.label_words import OF_EACH, OF_PICTURES, ends_as_label
from cnn_core.uploads.words.naming import part_of, words

MIN_CLASSES, MAX_CLASSES = 2, 100
TAKEN_BY = {"person", "people", "subject", "writer", "author", "user", "patient", "camera", "device", "session", "day", "date"}
"""Heads of columns that say who or what a picture is from, and not what it shows."""
NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?")
ONES, ZEROS, NOTS = ("1", "1.0"), ("0", "0.0"), ("-1", "-1.0")
ENOUGH, SHOWN = 0.9, 5
SURE, ENDS = 9.0, 7.0
"""The score of a column whose head says that it is the class is more; and what speaks for one whose head ends so."""
WORDS, BY_WHOM, OF_MANY = 0.5, 0.75, 0.2
"""What speaks for a column of words beside one of the same classes as numbers, and against one that is called as a part; against one of
those that say from whom pictures are; and against one of many numbers, which may be amounts, or of many words with few pictures each."""
MANY, MANY_AMOUNTS = 10, 20

Told = Sequence[tuple[list[str], list[int]]]
"""The cells of each row and the numbers of the pictures that it means."""


def likely_class(head: str, kinds: Mapping[str, int]) -> float:
    """How likely a column with this head is that of the classes, which are of these `kinds`; of as likely ones it is the first."""
    likely = 10.0 if is_called_class(head) else ENDS * ends_as_label(head)
    likely += (not head.isdecimal()) - WORDS * bool(part_of(head))
    numbers, by_whom = all(map(_is_number, kinds)), {*words(head)} - OF_EACH
    many = len(kinds) > MANY and (numbers or sum(kinds.values()) < MANY * len(kinds))
    return likely + WORDS * (not numbers) - BY_WHOM * (bool(by_whom) and by_whom <= TAKEN_BY) - OF_MANY * many


def is_called_class(head: str) -> bool:
    """Whether the head of a column is a word for labels and nothing else."""
    return "".join(words(head)) in OF_PICTURES


def one_hot(told: Told, columns: Mapping[str, int]) -> list[tuple[str, list[int]]]:
    """Classes as the names of columns of which nearly each row has one with a 1 among zeros, beside which there may be other numbers, as
    an age; nothing if that is not so, or the columns are parts. Of a row with several each is said, so that its picture has none."""
    marks = {head: _cells(told, column) for head, column in columns.items()}
    hot = {head: cells for head, cells in marks.items() if all(each in (*ONES, *ZEROS) for each in cells)}
    others = [head for head in marks if head not in hot]
    named = any(is_called_class(head) or not all(map(_is_number, marks[head])) for head in others)
    if named or all(map(part_of, hot)) or not MIN_CLASSES <= len(hot) <= MAX_CLASSES:
        return []
    ones = [[head for head, cells in hot.items() if cells[at] in ONES] for at in range(len(told))]
    single = sum(len(each) == 1 for each in ones)
    return (
        [(head, numbers) for heads, (_, numbers) in zip(ones, told, strict=True) for head in heads]
        if single >= ENOUGH * len(told)
        else []
    )


def said_of_marks(file: str, told: Told, columns: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Sentences on each of those columns that have a 1 for what is in a picture, where rows have a 1 in several of them; of columns that do
    not come one for each class."""
    marks = {head: _cells(told, column) for head, column in columns.items()}
    marks = {
        head: cells
        for head, cells in marks.items()
        if {*cells} & {*ONES} and {*cells} <= {*ONES, *ZEROS, *NOTS} and not is_called_class(head)
    }
    ending = [head for head in marks if ends_as_label(head)]
    if len(ending) == 1:  # label_id, beside which others say what else there is
        del marks[ending[0]]
    several = sum(sum(cells[at] in ONES for cells in marks.values()) > 1 for at in range(len(told)))
    if not several:
        return {}
    of = ", ".join(head[:20] for head in [*marks][:SHOWN]) + ", …" * (len(marks) > SHOWN)
    says = (
        f"{file[-60:]} has {plural(several, 'row')} with a 1 in several of its columns {of}, so with several labels at once. CNN Lab learns "
        "one class per picture: here what the column"
    )
    return {head: (f"{says} {head[:20]} says of each, and another column can be chosen.",) for head in marks}


def said_of_amounts(file: str, head: str, kinds: Mapping[str, int]) -> tuple[str, ...]:
    """A sentence on a column of many different numbers that does not call itself one of classes, and may have amounts, as of years."""
    if len(kinds) <= MANY_AMOUNTS or is_called_class(head) or ends_as_label(head) or not all(map(NUMBER.fullmatch, kinds)):
        return ()
    return (
        f"Each of the {len(kinds):,} different numbers in the column {head[:20]} of {file[-60:]} is a class of its own, and which of them are "
        "near each other is not learned: if they are amounts, as ages are, give the table a column label with a word for each group of them.",
    )


def _cells(told: Told, column: int) -> list[str]:
    return [row[column].strip() if column < len(row) else "" for row, _ in told]


def _is_number(cell: str) -> bool:
    return not cell or NUMBER.fullmatch(cell) is not None
