"""Tables beside arrays whose labels are told otherwise, which say of each image the part that it belongs to: a `split.csv`, or the numbers of
the images to learn from and to test with in `train.txt` and `test.txt`."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from cnn_core.uploads.arrays.array import Array, in_memory
from cnn_core.uploads.arrays.part_arrays import cut_as_listed
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.source import EMPTY, TRAIN, Answers, Question, SetAside, ask
from cnn_core.uploads.tables.label_list import ENDINGS, MAX_LIST, counts_of, lines_of
from cnn_core.uploads.tables.label_table import rows_of_lines
from cnn_core.uploads.tables.order_of_rows import order_of_rows
from cnn_core.uploads.tables.parts_of_rows_beside import divided
from cnn_core.uploads.words.believed_column import PART_COLUMN, SAYS_OTHER, SAYS_PARTS
from cnn_core.uploads.words.naming import part_in, part_of, words

OTHERS = ("json", "jsonl", "yaml", "yml", "xlsx", "xls", "ods")
NO_CSV = "of the texts and tables beside arrays, CSV and plain text are read: save it so if it says labels or parts"
UNREAD = "it has a row for each image, and none of its columns is read"
NO_PARTS = "no parts of the images can be read in it"
LOST = (
    "it numbers the images, and rows of the table that cannot be read are left out, so which numbers the others have is not known"
)
NO_LIST = "it is called as a part is, and has not one whole number in each line, as the numbers of the images of a part are read"
NUMBERS = re.compile(r"[-+\d\s,;.e]*")
BY_NUMBER, BY_LINE = "Its rows are taken by the numbers in them.", "Its rows are taken in the order of the images."


def divided_by_tables(
    arrays: Sequence[Array],
    members: Sequence[Member],
    answers: Answers,
    questions: list[Question],
    notes: list[str],
    lost: bool = False,
) -> tuple[list[Array], list[SetAside]]:
    """The arrays, those cut into parts of which a table says them unless a person says otherwise, with those that lists of numbers make; and
    the tables of which nothing is read. The numbers of images are not known of arrays that have `lost` some."""
    found, aside = [*arrays], [SetAside(each.name, NO_CSV) for each in members if each.ending in OTHERS]
    lists: list[Array] = []
    for member in [each for each in members if each.ending in ENDINGS and each.size <= MAX_LIST]:
        asked = [*questions]
        lines = lines_of(member, answers, asked)
        path = member.name.rpartition(".")[0]
        if part_of(member.file) and lines and all(map(NUMBERS.fullmatch, lines)):
            if lost or len(lines) < 2 or not all(line.isdecimal() and len(line) < 10 for line in lines):
                aside.append(SetAside(member.name, LOST if lost else NO_LIST))
            else:
                lists.append(_list_of_images(f"{path} indices", [*map(int, lines)], member))
            continue
        if not any(lines):
            aside.append(SetAside(member.name, EMPTY))
            continue
        counts = counts_of(found)
        fits = [part for part in (part_in(path), TRAIN) if counts.get(part, set()) & {len(lines), len(lines) - 1}]
        of_member: list[Question] = []
        told, said, why = _parts([line for line in lines if line], member, answers, of_member)
        if all(lines) and fits:
            questions[:] = [*asked, *of_member]
            if len(told) in counts[fits[0]]:
                found = cut_as_listed(found, fits[0], told)
                notes += said
                continue
        if told and not all(lines):
            why = f"line {lines.index('') + 1:,} is empty, so which image a row after it is of is not known"
        elif told:
            why = _of_others(len(told), counts_of(arrays), counts)
        if why or fits or {"split", "splits"} & {*words(member.file)}:
            aside.append(SetAside(member.name, why or (UNREAD if fits else NO_PARTS)))
    return [*found, *lists], aside


def _list_of_images(name: str, numbers: Sequence[int], member: Member) -> Array:
    """The numbers of a list; those that come again may be labels."""
    array = in_memory(name, np.array(numbers))
    return replace(array, of=member.name, lists_images=True) if len({*numbers}) == len(numbers) else array


def _of_others(told: int, before: Mapping[str, set[int]], now: Mapping[str, set[int]]) -> str:
    """Why the parts that are told of so many images are not those of the arrays, as there were before they were cut and are now."""
    if any(told in counts for counts in before.values()) and before != now:
        return "another table says the parts of the images"
    there = " or ".join(f"{each:,}" for each in sorted({count for counts in now.values() for count in counts})[:4])
    return f"it says the parts of {told:,} images, and {f'there are {there}' if there else 'there is no array of images'}"


def _parts(
    lines: Sequence[str], member: Member, answers: Answers, questions: list[Question]
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The part of each image, none if no column says them or a person says that it means something else, sentences on them, and why they
    are not taken."""
    try:
        rows = rows_of_lines(lines) or [[line] for line in lines]
    except csv.Error:
        return (), (), ""
    of_table: list[Question] = []
    split = divided(rows, member.file, answers, of_table)
    if not split.parts:
        questions += of_table
        return (), split.notes, ""
    order, why = order_of_rows(split.rows, split.headed) if split.rows[0] else (None, "")
    key = f"{PART_COLUMN} {member.file}"
    if all(each.key != key for each in of_table) and not why:
        reason = BY_LINE if order is None else BY_NUMBER
        asks = f"The table {member.file[-60:]} says"
        questions.append(ask(key, asks, (SAYS_PARTS, SAYS_OTHER), SAYS_PARTS, answers, reason))
        if questions[-1].chosen == SAYS_OTHER:
            return (), (), ""
    if why:
        return (), (), why
    questions += of_table
    return split.parts if order is None else tuple(split.parts[place] for place in order), split.notes, ""
