"""Why no class is known of any picture of an upload, and what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnn_core.uploads.beside.class_columns import NUMBER
from cnn_core.uploads.beside.named_pictures import column_of_names, named_in, places_of
from cnn_core.uploads.files.members import Member, stem
from cnn_core.uploads.folders.other_files import is_empty
from cnn_core.uploads.folders.placing import Layout
from cnn_core.uploads.pictures import HEIC, HEIC_ADVICE
from cnn_core.uploads.tables.table_rows import rows_of
from cnn_core.uploads.words.naming import part_of

ADVICE = (
    "put the pictures of each class into a folder of its own, perhaps below train/ and test/, or add a table with the columns filename "
    "and label; several zips, one per class, can be chosen together"
)
SHEETS = ("xlsx", "xls", "ods", "numbers")
TABLES, MAX_READ, MAX_TABLES = ("csv", "tsv"), 2**20, 5
BOXES = re.compile(rb"\s*\d+(?:[ \t]+[01]?\.\d+){4}")
"""A row of YOLO's: the number of a class, then the middle, width and height of a box as parts of the picture."""
OF_BOXES = "it is for finding things, as YOLO does: a text beside each picture says where something is in it, and not one class of the whole picture"
MOST, MAX_LOOKED = 0.5, 100
SHOWN = 40


def no_class_known(pictures: Sequence[Member], others: Sequence[Member], layout: Layout) -> str:
    """The end of a sentence about an upload in which neither folders nor tables nor names of files tell a class."""
    sheet = next((each.file[:60] for each in others if each.ending in SHEETS), "")
    if sheet:
        return (
            f"no class is known of its pictures, and {sheet} cannot be read: save it as CSV, with the columns filename and label"
        )
    if pictures and all(each.start()[4:12] in HEIC for each in pictures):
        one = len(pictures) == 1
        return f"{'its only picture' if one else f'each of its {len(pictures):,} pictures'} is {HEIC_ADVICE}; then {ADVICE}"
    if _has_boxes(pictures, others):
        return f"{OF_BOXES}; {ADVICE}"
    masks = any("masks" in each.why for each in layout.set_aside)
    known = "it has masks, as for segmentation, and no class is known" if masks else "no class is known"
    of = f"its {len(pictures):,} pictures: they lie" if len(pictures) != 1 else "its only picture: it lies"
    other = _of_tables(pictures, others)
    return f"{known} of {of} in no class folder, and neither file names nor a table say one{other}; {ADVICE}"


def _has_boxes(pictures: Sequence[Member], others: Sequence[Member]) -> bool:
    """Whether most pictures have a text called as they are with boxes in it; one that is empty has none of a thing."""
    called = {stem(each.file) for each in pictures}
    texts = [each for each in others if each.ending == "txt" and stem(each.file) in called]
    full = [each for each in texts if each.size][:MAX_LOOKED]
    return bool(full) and len(texts) > MOST * len(pictures) and all(BOXES.match(each.start()) for each in full)


def _of_tables(pictures: Sequence[Member], others: Sequence[Member]) -> str:
    """Of the first of a few tables beside the pictures that names none of them, or has no classes of them, what it has instead; empty if
    there is none."""
    tables = [each for each in others if each.ending in TABLES and each.size <= MAX_READ][:MAX_TABLES]
    if tables and all(map(is_empty, tables)):
        return f": {tables[0].file[-60:]} is empty"
    places = places_of(pictures) if tables else {}
    for member in tables:
        rows = rows_of(member.read().decode("utf-8-sig", "replace"))
        width = len(rows[0]) if rows else 0
        if len(rows) <= 2 or width < 2 or any(len(row) != width for row in rows):
            continue
        columns = list(zip(*rows, strict=True))
        matched = [named_in(column, places, pictures) for column in columns]
        if not any(map(any, matched)):
            names = max(columns, key=lambda column: len(set(column)))[1:]
            shown = ", ".join(each.strip()[:SHOWN] for each in names[:2])
            return f": {member.file[-60:]} has {shown}, … and the pictures are called {pictures[0].file[-SHOWN:]}, …"
        at = column_of_names(columns, matched)
        if len({number for of in matched[at] for number in of}) > MOST * len(pictures):
            return _of_values(member.file, [each for n, each in enumerate(columns) if n != at], headed=not matched[at][0])
    return ""


def _of_values(file: str, columns: Sequence[Sequence[str]], headed: bool) -> str:
    """What the columns of a table have beside the names of the pictures: numbers, which are no classes as ages are none, as many texts, the
    same in each row, or parts."""
    inside = [[each.strip() for each in column[headed:] if each.strip()] for column in columns]
    called = [column[0].strip()[:SHOWN] if headed else "" for column in columns]
    filled = [each for each in zip(called, inside, strict=True) if each[1]]
    numbers = [(head, of) for head, of in filled if all(map(NUMBER.fullmatch, of))]
    what, found = ("numbers", numbers) if numbers else ("texts", filled)
    if not found:
        return ""
    head, of = max(found, key=lambda each: len({*each[1]}))
    which, different = f"its column {head}" if head else "a column", {*of}
    if len(different) == 1:
        holds = f"has {of[0][:SHOWN]} alone, which tells none from another"
    elif all(map(part_of, different)):
        holds = "says which part each belongs to, and no class"
    else:
        holds = f"holds {what}, {len(different):,} different ones, which are no classes"
    also = ", as for groups of these numbers" if numbers and len(different) > 1 else ""
    return f": {file[-60:]} names them, and {which} {holds}: give it a column label with a few words that come again{also}"
