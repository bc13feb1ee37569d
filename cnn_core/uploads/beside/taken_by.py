"""From whom or what pictures are, as a column of a table beside them says: `patient_id`, `subject`, `user_name`, `lesion_id`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cnn_core.uploads.beside.file_labels import MAX_TABLE, MAX_TABLES
from cnn_core.uploads.beside.named_pictures import column_of_names, named_in, places_of
from cnn_core.uploads.files.encodings import decoded
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.source import Answers, Source
from cnn_core.uploads.tables.table_rows import rows_of
from cnn_core.uploads.words.label_words import OF_EACH
from cnn_core.uploads.words.naming import words

TABLES = ("csv", "tsv")
PERSONS = {"person", "people", "subject", "patient", "writer", "author", "user", "participant", "volunteer", "donor", "group"}
PERSONS |= {"speaker", "lesion", "specimen", "case", "slide", "video", "clip"}  # of which there are several pictures, too
CALLED = PERSONS | {f"{each}{of}" for each in PERSONS for of in OF_EACH}
FEWEST, SEVERAL, COVERED = 5, 0.5, 0.5
"""So many persons there are at least; this part of the pictures are from those who have several; and of this part it is said."""


def with_takers(source: Source, members: Sequence[Member], answers: Answers) -> Source:
    """The source of pictures among these files, with those from whom they are, if a table has a column of that which does not tell the classes."""
    files = {item.where for item in source.items}
    pictures = [each for each in members if each.name in files]
    tables = [each for each in members if each.ending in TABLES and each.size <= MAX_TABLE][:MAX_TABLES]
    places = places_of(pictures) if tables else {}
    for member in tables:
        rows = rows_of(decoded(member.read(), member.file, answers, []))
        of_persons = [n for n, head in enumerate(rows[0] if len(rows) > FEWEST else ()) if is_of_persons(head)]
        if not of_persons:
            continue
        cells = [[row[n] if n < len(row) else "" for row in rows] for n in range(len(rows[0]))]
        matched = [named_in(column, places, pictures) for column in cells]
        named = matched[column_of_names(cells, matched)] if any(map(any, matched)) else []
        for n in of_persons:
            told = zip(named, cells[n], strict=False)
            by = {pictures[numbers[0]].name: cell.strip() for numbers, cell in told if len(numbers) == 1 and cell.strip()}
            if _are_takers(source, by):
                items = [replace(item, by=by.get(item.where, "")) for item in source.items]
                return replace(source, items=items, taken_by=rows[0][n].strip())
    return source


def is_of_persons(head: str) -> bool:
    """Whether the head of a column says that it has persons."""
    said = {*words(head)} - OF_EACH
    return bool(said) and said <= CALLED


def _are_takers(source: Source, by: dict[str, str]) -> bool:
    told = [(by[item.where], item.label) for item in source.items if item.where in by]
    counts = Counter(person for person, _ in told)
    several = sum(count for count in counts.values() if count > 1)
    classes = len({*told}) == len(counts) == len({label for _, label in told})
    return len(counts) >= FEWEST and several >= SEVERAL * len(told) and len(told) >= COVERED * len(source.items) and not classes
