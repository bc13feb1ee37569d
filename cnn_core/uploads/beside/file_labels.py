"""Classes of pictures that lie in no class folders: in tables beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cnn_core.uploads.beside.class_columns import (
    MAX_CLASSES,
    MIN_CLASSES,
    SURE,
    likely_class,
    one_hot,
    said_of_amounts,
    said_of_marks,
)
from cnn_core.uploads.beside.combined_labels import said_of_combined
from cnn_core.uploads.beside.json_labels import JSON, json_rows
from cnn_core.uploads.beside.labels_of_rows import joined, label_of
from cnn_core.uploads.beside.lost_zeros import said_of_zeros, with_zeros
from cnn_core.uploads.beside.named_pictures import (
    clearly_named,
    column_of_names,
    lie_in_none,
    meant_by,
    named_in,
    places_of,
    sought,
    without_strays,
)
from cnn_core.uploads.beside.xml_labels import XML, xml_rows
from cnn_core.uploads.files.encodings import decoded
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.source import TEST, TRAIN, VALIDATION, Answers, Question
from cnn_core.uploads.tables.damaged_lines import said_of_damaged_lines
from cnn_core.uploads.tables.parts_of_tables import PartsOfTables
from cnn_core.uploads.tables.table_rows import rows_of
from cnn_core.uploads.words.label_words import ends_as_label
from cnn_core.uploads.words.naming import words
from cnn_core.uploads.words.part_column import parts_of_rows
from cnn_core.uploads.words.silent_rows import is_silent

MAX_TABLE, MAX_TABLES = 32 * 2**20, 20
TABLES = ("csv", "tsv", "txt", *JSON, XML)
GUESSED, IN_SHORT = ("submi", "predict"), {"sub", "subs", "pred", "preds"}
"""What the names, or words, of tables say that are handed in, or came out of a network."""
RAGGED = 4
"""A head of so many times more columns than the rows below it have is none."""


@dataclass(frozen=True, eq=False)
class Way:
    """A way to tell classes: how it is called, the class of each picture (empty if none), its part if that is told too, the names of
    the tables that say so, and the numbers of pictures that have no label because they have several. It is `sure` if it calls itself
    classes, as a column of writers or ages does not, and `guessed` if a network may have said so. `missing` are pictures that the tables name
    and that are not there, `notes` sentences about the tables. Of the parts a person is `asked`, in rows that say none or in doubtful words."""

    called: str
    labels: list[str]
    parts: list[str]
    tables: tuple[str, ...] = ()
    several: frozenset[int] = frozenset()
    sure: bool = False
    guessed: bool = False
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    asked: bool = False

    @property
    def covered(self) -> int:
        return sum(map(bool, self.labels))


def from_tables(
    pictures: Sequence[Member],
    others: Sequence[Member],
    answers: Answers,
    questions: list[Question],
    parts: Sequence[str] = (),
    single: bool = False,
) -> list[Way]:
    """Every column of the tables beside the pictures that can be their classes, the likeliest first; with `single` also one that is called
    label or the like and says the same of all. Tables of several parts that have the same column are one way. One that says parts alone
    covers no picture. What is asked of the letters in them joins the questions. Of the `parts` of the pictures, as folders say them, none
    is changed by a guess what the numbers of a table are for."""
    ways: list[_Column] = []
    tables = _tables(pictures, others)[:MAX_TABLES]
    places, of_parts = (places_of(pictures) if tables else {}), PartsOfTables(tables, pictures)
    apart = [part in (VALIDATION, TEST) for part in parts] if TRAIN in parts else [False] * len(pictures)
    for member in tables:
        asked = [*questions]
        if found := _of_table(member, of_parts, pictures, places, apart, answers, asked, single):
            ways += found
            questions[:] = asked
    joined: list[_Column] = []
    for way in sorted(ways, key=lambda each: -each.score):
        beside = next((each for each in joined if each.goes_with(way)), None)
        joined = [each.with_(way) if each is beside else each for each in joined] if beside else [*joined, way]
    return [each.way() for each in joined]


def _tables(pictures: Sequence[Member], others: Sequence[Member]) -> list[Member]:
    """Files that may be tables, in the order of TABLES, those of few folders first: one in each class folder has boxes or the like. JSON
    or XML that is called as a picture speaks of that picture alone."""
    stems = {each.file.rpartition(".")[0] for each in pictures}
    may = [each for each in others if each.ending in TABLES and each.size <= MAX_TABLE]
    of_all = [each for each in may if each.ending not in (*JSON, XML) or each.file.rpartition(".")[0] not in stems]
    return sorted(of_all, key=lambda each: (TABLES.index(each.ending), each.name.count("/")))


@dataclass(frozen=True, eq=False)
class _Column:
    """A column of tables: how likely it is the classes, its name, the tables, label and part of each picture, which have several, and the
    rest as in a Way."""

    score: float
    head: str
    tables: tuple[Member, ...]
    labels: list[str]
    parts: list[str]
    several: frozenset[int]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    asked: bool = False

    def goes_with(self, other: _Column) -> bool:
        """Whether another table says the same of other pictures. What is handed in to a competition is filled with anything."""
        if self.head != other.head or not self.head or min(self.score, other.score) < 0:
            return False
        apart = not any(mine and theirs for mine, theirs in zip(self.labels, other.labels, strict=True))
        mine, theirs = set(self.labels) - {""}, set(other.labels) - {""}
        fewer = min(len(mine), len(theirs))
        return apart and (fewer == 1 or 2 * len(mine & theirs) >= fewer)

    def with_(self, other: _Column) -> _Column:
        labels, parts = (
            [a or b for a, b in zip(*both, strict=True)] for both in ((self.labels, other.labels), (self.parts, other.parts))
        )
        several = self.several | other.several
        one = ["" if number in several else label for number, label in enumerate(labels)]
        missing = (*self.missing, *other.missing)
        return _Column(
            self.score,
            self.head,
            (*self.tables, *other.tables),
            one,
            parts,
            several,
            missing,
            tuple(dict.fromkeys((*self.notes, *other.notes))),
        )

    def way(self) -> Way:
        more = f" and {len(self.tables) - 1} more" if len(self.tables) > 1 else ""
        parts = self.parts if any(self.parts) else []
        called, names = f"{self.tables[0].file}{more}, {self.head}"[:60], tuple(each.name for each in self.tables)
        sure, guessed = self.score > SURE, self.score < 0
        return Way(
            called,
            self.labels,
            parts,
            names,
            self.several,
            sure=sure,
            guessed=guessed,
            missing=self.missing,
            notes=self.notes,
            asked=self.asked,
        )


def _of_table(
    member: Member,
    of_parts: PartsOfTables,
    pictures: Sequence[Member],
    places: dict[str, list[int]],
    apart: Sequence[bool],
    answers: Answers,
    questions: list[Question],
    single: bool,
) -> list[_Column]:
    text = decoded(member.read(), member.file, answers, questions)
    rows = json_rows(text) if member.ending in JSON else xml_rows(text) if member.ending == XML else rows_of(text)
    width, count = len(rows[0]) if rows else 0, len(pictures)
    if len(rows) < 2 or width * len(rows) > RAGGED * sum(map(len, rows)):
        return []
    cells = [[row[column] if column < len(row) else "" for row in rows] for column in range(width)]
    matched = [named_in(column, places, pictures) for column in cells]
    best = column_of_names(cells, matched)
    if padded := with_zeros(cells, matched, best, pictures):
        best, matched[padded[0]] = padded
    hits = sum(map(bool, matched[best]))
    if not hits or hits < 0.3 * (len(rows) - 1):
        return []
    part = of_parts.part(member, hits, answers, questions)
    heads = ["".join(words(cell)) for cell in rows[0]] if not matched[best][0] else [""] * width
    first = 1 if not matched[best][0] else 0
    names, open_ = rows[0][: first * width], [lie_in_none(numbers, pictures) for numbers in matched[best][first:]]
    before = len(questions)
    elsewhere = [of_parts.is_apart(part) or (bool(of) and all(apart[n] for n in of)) for of in matched[best][first:]]
    no_labels, said, notes = parts_of_rows(member.file, names, heads, cells, best, answers, questions, open_, elsewhere)
    asked = bool(no_labels) and len(questions) > before
    by_row = bool(no_labels) and (any(said) or not of_parts.is_apart(part))
    wanted = sought([says or part for says in said], pictures)
    may = matched[best][first:]
    meant = [meant_by(member, each, numbers, pictures) for each, numbers in zip(wanted, may, strict=True)]
    meant = without_strays(wanted, may, meant, pictures)
    told = list(zip(rows[first:], meant, strict=True))
    notes += said_of_damaged_lines(member.file, text) if member.ending not in (*JSON, XML) else ()
    notes += said_of_zeros(member.file, cells[best][first:], meant, pictures) if padded else ()
    parts = [""] * count
    silent = [all(is_silent(cells[column][row]) for column in no_labels) for row in range(first, len(rows))]
    for row in sorted(range(len(said)), key=lambda row: not silent[row]):  # what a later one says counts
        says = said[row]
        for number in meant[row]:
            if by_row:
                parts[number] = says
            elif part != TRAIN:  # which is what pictures are for unless their folder says otherwise
                parts[number] = part
    named = zip(cells[best][first:], meant, strict=True)
    missing = tuple(dict.fromkeys(cell.strip() for cell, numbers in named if cell.strip() and not numbers))
    columns: dict[str, int] = {}
    for n in range(width):
        if n != best and n not in no_labels:
            columns.setdefault(rows[0][n].strip() if any(heads) else f"column {n + 1}", n)
    handed_in = 40.0 * (any(each in member.file.casefold() for each in GUESSED) or bool(IN_SHORT & set(words(member.file))))
    found = []
    if first and (hot := one_hot(told, columns)):
        labels, several = joined(hot, count)
        found.append(_Column(20.0 - handed_in, "the column with the 1", (member,), labels, parts, several, missing, notes))
        columns = {head: column for head, column in columns.items() if head not in {each for each, _ in hot}}
    marked = said_of_marks(member.file, told, columns) if first else {}
    for head, column in columns.items():
        labels, several = joined([(label_of(row[column]), numbers) for row, numbers in told if column < len(row)], count)
        kinds = Counter(each for each in labels if each)
        alone = single and len(kinds) == 1 and ends_as_label(head) and not handed_in
        if (alone or MIN_CLASSES <= len(kinds) <= MAX_CLASSES) and sum(kinds.values()) >= 2 * len(kinds):
            of_column = (of(member.file, head, kinds) for of in (said_of_combined, said_of_amounts))
            said_of = (*notes, *marked.get(head, ()), *(each for of in of_column for each in of))
            likely = likely_class(head, kinds) - handed_in
            found.append(_Column(likely, head, (member,), labels, parts, several, missing, said_of))
    whole = {number: part for numbers in meant for number in numbers}
    said_parts = parts if by_row else [whole.get(number, "") for number in range(count)]
    if any(said_parts):
        plain = by_row or clearly_named(cells[best][first:], meant, part, pictures)
        found.append(
            _Column(20.0 * plain - handed_in, "", (member,), [""] * count, said_parts, frozenset(), missing, notes, asked)
        )
    return found
