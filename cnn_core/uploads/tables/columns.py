"""Tables of columns, Parquet and Arrow, as Hugging Face hands out datasets: in each row a picture file and a label."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow as arrow
import pyarrow.compute as compute
from PIL import Image

from cnn_core.text import plural
from cnn_core.uploads.arrays.table_names import names_beside
from cnn_core.uploads.files.members import Member, stem
from cnn_core.uploads.limits import DRAFT_SIDE, MAX_PHOTO_PIXELS
from cnn_core.uploads.pictures import decode, looks_like_picture
from cnn_core.uploads.source import TRAIN, Answers, Item, PictureError, Question, SetAside, Source, ask, refused
from cnn_core.uploads.tables.column_tables import BYTES, Room, may_be_files, may_be_labels, read_table
from cnn_core.uploads.tables.numbers_in_words import in_words
from cnn_core.uploads.tables.parts_of_tables import PartsOfTables
from cnn_core.uploads.words.believed_column import is_believed
from cnn_core.uploads.words.label_words import ends_as_label
from cnn_core.uploads.words.naming import natural, words
from cnn_core.uploads.words.numbered_parts import GROUPS
from cnn_core.uploads.words.part_column import (
    FOLDS,
    are_shares,
    cells_of_parts,
    column_of,
    part_column,
    parts_of_cells,
    places_of_parts,
    said_of_column,
    said_of_others,
    within_learned,
)

NEEDED = (
    "it is a table without a column of picture files and one of their labels, as Hugging Face has them; in Python, "
    'np.savez("good.npz", x=images, y=labels) makes a file that can be read'
)
NO_FILES, NO_LABELS = "it has no column of picture files", "it has no column of labels"
BESIDE = "it lies beside a table of pictures"
MAX_CLASSES, LOOKED_AT = 1000, 20
HUGGING_FACE = b"huggingface"
PICTURES = "pictures"


@dataclass(frozen=True, eq=False)
class _Table:
    """A file, what it holds, and its column of pictures."""

    member: Member
    columns: Any
    pictures: str

    @property
    def form(self) -> tuple[str, ...]:
        """What the pieces of one table have in common."""
        return (self.pictures, *(f"{field.name}: {field.type}" for field in self.columns.schema))


def column_source(
    members: Sequence[Member], pictures: Sequence[Member], others: Sequence[Member], name: str, answers: Answers
) -> Source:
    """The pictures in such tables, each file a part if its name says so; DatasetError if none has pictures and labels. Files of one form
    are one table. Tables without pictures or labels, and the few `pictures` beside them, are set aside; `others`
    may name the classes."""
    aside = [SetAside(member.name, BESIDE, 1) for member in pictures]
    found: list[tuple[str, str, Any, str]] = []
    questions: list[Question] = []
    of_parts: list[Question] = []
    notes: list[str] = []
    tables = _tables(members, Room(name), aside)
    parts = PartsOfTables([each.member for pieces in tables for each in pieces])
    for pieces in tables:
        saying = _part_columns(pieces, answers, of_parts)
        shares = bool(saying) and are_shares("".join(words(saying[0])), _cells(pieces, saying[0]))
        label = _label(pieces, saying, answers, questions)
        if label is None:
            aside += [SetAside(each.member.name, NO_LABELS, each.columns.num_rows) for each in pieces]
            continue
        named = next(filter(None, (_names(each.columns, label) for each in pieces)), [])
        of_files = [parts.part(each.member, each.columns.num_rows, answers, of_parts) for each in pieces] if shares else []
        apart = [
            parts.is_apart(part) for each, part in zip(pieces, of_files, strict=shares) for _ in range(each.columns.num_rows)
        ]
        told = iter(_parts_in(pieces, saying, answers, of_parts, notes, apart) if saying and label not in saying else ())
        for each, of_file in zip(pieces, of_files or [""] * len(pieces), strict=True):
            said = [next(told, "") for _ in range(each.columns.num_rows)]
            part = of_file if shares or all(said) else parts.part(each.member, said.count(""), answers, of_parts)
            found += _rows(each, [one or part or TRAIN for one in said], label, _names(each.columns, label) or named)
    if not found:
        raise refused(members[0].name if len(members) == 1 else name, NEEDED)
    labels = sorted({said for _, said, _, _ in found if said}, key=natural)
    places = {said: place for place, said in enumerate(labels)}
    called, _, told_of_names = names_beside(labels, others, answers, questions)
    notes += [told_of_names] * bool(told_of_names)
    unlabelled = sum(not said for _, said, _, _ in found)
    return Source(
        kind="columns",
        class_names=tuple(called.get(each, each) for each in labels),
        items=[Item(part, places[said], where, partial(_open, file)) for part, said, file, where in found if said],
        sorted_by_class=False,
        set_aside=aside,
        notes=[*notes, *([f"Left out, for want of a label: {plural(unlabelled, 'picture')}."] if unlabelled else [])],
        questions=[*questions, *of_parts],
    )


def _tables(members: Sequence[Member], room: Room, aside: list[SetAside]) -> list[list[_Table]]:
    """The files that have pictures, those of one form together, the largest table first."""
    forms: dict[tuple[str, ...], list[_Table]] = {}
    for member in members:
        columns = read_table(member, room)
        names = [] if columns is None else columns.column_names
        pictures = next((each for each in names if _files(columns, each) is not None), None)
        if pictures is None:
            aside.append(SetAside(member.name, NO_FILES))
        else:
            table = _Table(member, columns, pictures)
            forms.setdefault(table.form, []).append(table)
    return sorted(forms.values(), key=lambda pieces: -sum(each.columns.num_rows for each in pieces))


def _part_columns(pieces: Sequence[_Table], answers: Answers, questions: list[Question]) -> list[str]:
    """The columns that say the part of each row, of two parts at least, whatever is answered of them; none if none does."""
    names = [
        each
        for each in pieces[0].columns.column_names
        if each != pieces[0].pictures and may_be_labels(pieces[0].columns[each].type)
    ]
    cells = [_cells(pieces, name) for name in names]
    heads = ["".join(words(name)) for name in names]
    columns = [[name, *of] for name, of in zip(names, cells, strict=True)]
    at = part_column([*heads, PICTURES], [*columns, [PICTURES]], of_names=len(names)) if any(heads) else None
    if at is None:
        return []
    told = {*parts_of_cells("", heads[at], cells_of_parts(heads, cells, at), {}, [])} - {""}
    shares = bool(told) and heads[at] in (*FOLDS, *GROUPS)
    if len(told) < 2 and not shares:
        return []
    if not is_believed(pieces[0].member.file, names[at], heads, cells, at, answers, questions, heads[at] in GROUPS):
        return []
    return [names[n] for n in places_of_parts(heads, cells, at)]


def _cells(pieces: Sequence[_Table], column: str) -> list[str]:
    """What a column says in each row, as text; a number is the name that stands for it if there is one."""
    names = next(filter(None, (_names(each.columns, column) for each in pieces)), [])
    values = [value for each in pieces for value in each.columns[column].to_pylist()]
    return ["" if value is None else names[value] if _is_place(value, names) else str(value) for value in values]


def _parts_in(
    pieces: Sequence[_Table],
    columns: Sequence[str],
    answers: Answers,
    questions: list[Question],
    notes: list[str],
    apart: Sequence[bool],
) -> list[str]:
    """The part of each row of all pieces, empty where the columns say none; of rows that are `apart` a file says that they are not to learn
    from."""
    heads, column, file = ["".join(words(each)) for each in columns], columns[0], pieces[0].member.file
    cells, head = cells_of_parts(heads, [_cells(pieces, each) for each in columns], 0), heads[0]
    cells = within_learned(head, cells, apart)
    told = parts_of_cells(column_of(file, column), head, cells, answers, questions, [not each for each in apart])
    notes += [*(said_of_column(column_of(file, column)) if {*told} - {"", TRAIN} else ()), *said_of_others(file, cells, told)]
    return told


def _rows(table: _Table, parts: Sequence[str], label: str, names: Sequence[str]) -> list[tuple[str, str, Any, str]]:
    """Of each row the part, the label, empty if it has none, the file, as an array of one, and where it stands."""
    of = stem(table.member.name)
    files = (piece.slice(row, 1) for piece in _files(table.columns, table.pictures).chunks for row in range(len(piece)))
    found = []
    for row, (file, value, part) in enumerate(zip(files, table.columns[label].to_pylist(), parts, strict=True), 1):
        said = "" if value is None or value == -1 else names[value] if _is_place(value, names) else str(value)
        found.append((part, said, file, f"{of}, row {row:,}"))
    return found


def _files(columns: Any, name: str) -> Any:
    """A column of picture files as arrays of bytes; None if it is none."""
    values = columns[name]
    if not may_be_files(values.type):
        return None
    if arrow.types.is_struct(values.type):
        values = compute.struct_field(values, BYTES)
    some = [each for each in values.slice(0, LOOKED_AT).to_pylist() if each]
    return values if some and all(looks_like_picture(each[:16]) for each in some) else None


def _label(pieces: Sequence[_Table], of_parts: Sequence[str], answers: Answers, questions: list[Question]) -> str | None:
    """The column of labels, that of parts only if there is no other; where several may be, a person chooses once for all tables that have
    it."""
    names = [each for each in pieces[0].columns.column_names if each != pieces[0].pictures]
    may = [each for each in names if _are_labels([piece.columns[each] for piece in pieces])]
    if not may:
        return None
    may = [each for each in may if each not in of_parts] or may
    guess: str = next((each for each in may if ends_as_label(each)), may[0])
    if len(may) == 1:
        return guess
    guess = in_words(guess, {each: _cells(pieces, each) for each in may})
    before: str | None = next((each.chosen for each in questions if each.chosen in may), None)
    if before is not None:
        return before
    of = f" of {pieces[0].member.name}" if questions else ""
    questions.append(ask(f"label column{of}", f"The labels{of} are in the column", tuple(may), guess, answers))
    return questions[-1].chosen


def _are_labels(pieces: Sequence[Any]) -> bool:
    """Whether a column, in several pieces, has a few values many times."""
    kind = pieces[0].type
    if not may_be_labels(kind):
        return False
    plain = kind.value_type if arrow.types.is_dictionary(kind) else kind
    values = arrow.chunked_array([chunk.cast(plain) for piece in pieces for chunk in piece.chunks], plain)
    return 0 < len(values.unique()) <= min(MAX_CLASSES, max(2, len(values) // 2))


def _names(columns: Any, label: str) -> list[str]:
    """The names of the classes in the order of their numbers, as Hugging Face writes them beside the columns; empty if nobody did."""
    try:
        said = json.loads((columns.schema.metadata or {}).get(HUGGING_FACE, b"{}"))
        names = said["info"]["features"][label]["names"]
        return [str(each) for each in names] if isinstance(names, list) else []
    except (ValueError, LookupError, TypeError, RecursionError):
        return []


def _is_place(value: Any, names: Sequence[str]) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(names)


def _open(file: Any) -> Image.Image:
    content = file[0].as_py()
    if not content:
        raise PictureError("it is empty")
    return decode(content, MAX_PHOTO_PIXELS, DRAFT_SIDE)
