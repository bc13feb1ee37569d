"""Names for labels that lie beside arrays: EMNIST's mapping, a list of class names, and what is known of some datasets."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence

from cnn_core.uploads.arrays.array import Array
from cnn_core.uploads.arrays.labels import names_by_number
from cnn_core.uploads.arrays.rows_of_names import (
    HEADS,
    MAX_NAME,
    is_called_label,
    is_name,
    numbered_names,
    rows_of_names,
    without_head,
)
from cnn_core.uploads.files.encodings import decoded
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.source import Answers, Question, ask
from cnn_core.uploads.words.naming import is_count, words
from cnn_core.uploads.words.silent_words import said_ones

MAX_TEXT, MAX_TABLES = 64 * 1024, 20
TEXTS = ("txt", "csv", "tsv", "names")
NAMING = {"mapping", "classmap", "class", "classes", "labels", "names", "meta"}
AS_SAID, BY_NUMBER = "as it says", "by their numbers"
NUMBERED = re.compile(r"(\d{1,9})[\s,;:]+(\S.*)")
FER = dict(zip("0123456", ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"), strict=True))
"""The README of FER2013, Kaggle's Challenges in Representation Learning, 2013."""


def names_of_labels(
    members: Sequence[Member], arrays: Sequence[Array], answers: Answers, questions: list[Question]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Label -> name, and names in the order of labels, from the texts beside the arrays."""
    known: dict[str, str] = {}
    listed: tuple[str, ...] = ()
    if any(
        "svhn" in each.name.casefold() or each.name.endswith(("train_32x32/X", "test_32x32/X", "extra_32x32/X"))
        for each in arrays
    ):
        known["10"] = "0"
    if any({"emnist", "letters"} <= set(words(each.name)) for each in arrays):
        known |= {str(number): chr(64 + number) for number in range(1, 27)}
    for member in members:
        said = NAMING & set(words(member.file))
        if not said or member.ending not in TEXTS or member.size > MAX_TEXT:
            continue
        text = decoded(member.read(), member.file, answers, questions)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if "mapping" in said:
            known |= _mapping(lines)
        else:
            table = rows_of_names(lines)
            known |= {str(number): each for number, each in numbered_names(table).items()} or _class_map(lines)
            names = len(set(lines)) == len(lines)  # not the label of each image, which comes again
            names &= not table or member.ending == "txt"
            if lines and names and not known and all(len(line) <= MAX_NAME and "," not in line for line in lines):
                listed = tuple(lines)
    for array in arrays:
        if array.name.endswith("/mapping") and len(array.shape) == 2 and array.shape[1] >= 2:
            known |= _mapping([" ".join(str(int(value)) for value in row) for row in array.read().tolist()])
    return known, listed


def _mapping(lines: Sequence[str]) -> dict[str, str]:
    """EMNIST: the label, then the codes of its letters."""
    found = {}
    for line in lines:
        numbers = [part for part in line.split() if is_count(part)]
        if len(numbers) >= 2 and all(0 < int(code) < 0x110000 for code in numbers[1:]):
            found[numbers[0]] = chr(int(numbers[1]))
    return found if len(set(found.values())) == len(found) else {}


def _class_map(lines: Sequence[str]) -> dict[str, str]:
    """`index,codepoint,char` of Kuzushiji-49, and others with a number first and a name last."""
    rows = [row for row in csv.reader(lines) if len(row) >= 2 and row[0].strip().isdecimal()]
    found = {row[0].strip(): row[-1].strip() for row in rows}
    return found if len(rows) >= 2 and len(set(found.values())) == len(found) and all(map(is_name, found.values())) else {}


def names_beside(
    labels: Sequence[str], members: Sequence[Member], answers: Answers, questions: list[Question]
) -> tuple[dict[str, str], str, str]:
    """Names for labels of pictures that are numbers, the path of the file beside them that has them, and what is said of that; a list
    without numbers, as `classes.txt`, is asked about."""
    labels = said_ones(labels)
    names, file = names_in_json(labels, members)
    if names:
        return names, "", f"The classes are called as {file[:60]} says: {_shown(names, labels)}"
    if not labels or not all(map(is_count, labels)):
        return {}, "", ""
    for member in _may_name(members):
        letters: list[Question] = []
        text = decoded(member.read(), member.file, answers, letters)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if not NAMING & {*words(member.file)} and not is_called_label(rows_of_names(lines)):
            continue
        names = _in_lines(labels, lines, member.ending, answers, letters)
        if names:
            called = f"{AS_SAID}: {_shown(names, labels)}"
            asks = f"The classes are called by {member.file[-60:]}, or by their numbers"
            question = ask("class names", asks, (called, BY_NUMBER), called, answers)
            questions += [*letters, question]
            return (names, member.name, "") if question.chosen == called else ({}, member.name, "")
    return {}, "", ""


def _may_name(members: Sequence[Member]) -> list[Member]:
    """Texts that are called as lists of names, and then a few tables, whose heads may say it."""
    may = [each for each in members if each.ending in TEXTS and each.size <= MAX_TEXT]
    called = [each for each in may if NAMING & {*words(each.file)}]
    return called + [each for each in may if each.ending in ("csv", "tsv") and each not in called][:MAX_TABLES]


def _shown(names: dict[str, str], labels: Sequence[str]) -> str:
    return ", ".join(f"{each} is {names[each]}" for each in labels[:4]) + (", …" if len(labels) > 4 else "")


def _in_lines(
    labels: Sequence[str], lines: Sequence[str], ending: str, answers: Answers, questions: list[Question]
) -> dict[str, str]:
    """The name of each label, in a table or in lines with a number and a name, or of names alone in their order; none if it is no such list."""
    table = rows_of_names(lines)
    by_number = numbered_names(table, labels)
    rows = [NUMBERED.fullmatch(line) for line in lines]
    if not all(rows) and all(rows[1:]) and {*words(lines[0])} & {*HEADS, "id"}:
        del rows[0]
    if by_number:
        names = [by_number[int(each)] for each in labels]
    elif table and ending != "txt":  # a list of names in one cell each has no delimiter
        return {}
    elif all(rows):
        by = {int(row[1]): row[2] for row in rows if row}
        names = [by.get(int(each), "") for each in labels]
    elif len(set(lines)) < len(lines):
        return {}
    else:
        lines = without_head(lines, [*map(int, labels)])
        names = names_by_number(labels, lines, False, [], answers, questions)
    fit = bool(names) and all(map(is_name, names)) and len(set(names)) == len(names) and not any(map(is_count, names))
    return dict(zip(labels, names, strict=True)) if fit else {}


def names_in_json(labels: Sequence[str], members: Sequence[Member]) -> tuple[dict[str, str], str]:
    """Names for labels that are numbers, all of them, from a JSON object beside them, as `cat_to_name.json` of Oxford's flowers is; and
    the file that has them."""
    if not all(map(is_count, labels)):
        return {}, ""
    for member in members:
        if member.ending != "json" or member.size > MAX_TEXT:
            continue
        try:
            said = json.loads(member.read())
        except (ValueError, RecursionError):
            continue
        if not isinstance(said, dict):
            continue
        texts = {int(key): each.strip() for key, each in said.items() if is_count(key) and isinstance(each, str)}
        names = {each: texts.get(int(each), "") for each in labels}
        if names and all(map(is_name, names.values())) and len(set(names.values())) == len(names):
            return names, member.file
    return {}, ""
