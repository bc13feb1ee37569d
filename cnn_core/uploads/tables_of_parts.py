"""Tables beside arrays whose labels are told otherwise, which say of each image the part that it belongs to: a `split.csv`, or the numbers of
the images to learn from and to test with in `train.txt` and `test.txt`."""

from __future__ import annotations

import csv
from collections.abc import Sequence

import numpy as np

from cnn_core.uploads.array import Array, in_memory
from cnn_core.uploads.believed_column import PART_COLUMN, SAYS_OTHER, SAYS_PARTS
from cnn_core.uploads.label_list import ENDINGS, MAX_LIST, counts_of, lines_of
from cnn_core.uploads.label_table import in_their_order, rows_of_lines
from cnn_core.uploads.members import Member
from cnn_core.uploads.naming import part_in, part_of
from cnn_core.uploads.part_arrays import cut_as_listed
from cnn_core.uploads.parts_of_rows_beside import divided
from cnn_core.uploads.source import TRAIN, Answers, Question, SetAside, ask

OTHERS = ("json", "jsonl", "yaml", "yml", "xlsx", "xls", "ods")
NO_CSV = "of the texts and tables beside arrays, CSV and plain text are read: save it so if it says labels or parts"
UNREAD = "it has a row for each image, and none of its columns is read"
BY_NUMBER, BY_LINE = "Its rows are taken by the numbers in them.", "Its rows are taken in the order of the images."


def divided_by_tables(
    arrays: Sequence[Array], members: Sequence[Member], answers: Answers, questions: list[Question], notes: list[str]
) -> tuple[list[Array], list[SetAside]]:
    """The arrays, those cut into parts of which a table says them unless a person says otherwise, with those that lists of numbers make; and
    the tables of which nothing is read."""
    found, aside = [*arrays], [SetAside(each.name, NO_CSV) for each in members if each.ending in OTHERS]
    for member in [each for each in members if each.ending in ENDINGS and each.size <= MAX_LIST]:
        asked = [*questions]
        lines = lines_of(member, answers, asked)
        if not lines or not all(lines):
            continue
        path = member.name.rpartition(".")[0]
        if part_of(member.file) and all(line.isdecimal() and len(line) < 10 for line in lines) and len(lines) > 1:
            found.append(in_memory(f"{path} indices", np.array([*map(int, lines)])))
            continue
        counts = counts_of(found)
        fits = [part for part in (part_in(path), TRAIN) if counts.get(part, set()) & {len(lines), len(lines) - 1}]
        if not fits:
            continue
        told, said = _parts(lines, member, answers, asked)
        if len(told) in counts[fits[0]]:
            found = cut_as_listed(found, fits[0], told)
            notes += said
        else:
            aside.append(SetAside(member.name, UNREAD))
        questions[:] = asked
    return found, aside


def _parts(
    lines: Sequence[str], member: Member, answers: Answers, questions: list[Question]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The part of each image, none if no column says them or a person says that it means something else, and sentences on them."""
    try:
        rows = rows_of_lines(lines) or [[line] for line in lines]
    except csv.Error:
        return (), ()
    of_table: list[Question] = []
    split = divided(rows, member.file, answers, of_table)
    if not split.parts:
        questions += of_table
        return (), split.notes
    order = in_their_order(split.rows, split.headed) if split.rows[0] else None
    key = f"{PART_COLUMN} {member.file}"
    if all(each.key != key for each in of_table):
        why = BY_LINE if order is None else BY_NUMBER
        asks = f"The table {member.file[-60:]} says"
        questions.append(ask(key, asks, (SAYS_PARTS, SAYS_OTHER), SAYS_PARTS, answers, why))
        if questions[-1].chosen == SAYS_OTHER:
            return (), ()
    questions += of_table
    return split.parts if order is None else tuple(split.parts[place] for place in order), split.notes
