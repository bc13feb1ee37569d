"""The part of each row of a table of pixels, as a column beside these says it."""

from __future__ import annotations

from cnn_core.uploads.source import TEST, TRAIN, VALIDATION, Answers, Question
from cnn_core.uploads.tables.table_form import Form, heads_of
from cnn_core.uploads.words.believed_column import is_believed
from cnn_core.uploads.words.naming import part_in
from cnn_core.uploads.words.part_column import (
    cells_of_parts,
    column_of,
    is_told_by_cells,
    parts_of_cells,
    said_of_column,
    within_learned,
)
from cnn_core.uploads.words.silent_rows import said_of_left_out


def parts_beside_pixels(
    path: str, form: Form, columns: dict[int, list[str]], answers: Answers, questions: list[Question], notes: list[str]
) -> list[str]:
    """The part of each row of the table at this path; none if no column says it. A column that is told by what is in it, in all rows and not in the first alone, is
    asked about."""
    file = path.rpartition("/")[2]
    place = form.part if form.part is not None else form.part_among([*columns], [*columns.values()])
    if place is None:
        return []
    called, heads, cells = form.names[place], heads_of([form.names[n] for n in columns]), [*columns.values()]
    at = [*columns].index(place)
    inside = within_learned(
        heads[at],
        cells_of_parts(heads, cells, at),
        [part_in(path.rpartition(".")[0] or path) in (VALIDATION, TEST)] * len(cells[at]),
    )
    if not any(inside):
        return []
    asks = is_told_by_cells(heads[at])
    if asks and not is_believed(file, called, heads, cells, at, answers, questions, always_asked=True):
        return []
    of = column_of(file, called)
    told = parts_of_cells(of, heads[at], inside, answers, questions)
    notes += said_of_column(of) if {*told} - {"", TRAIN} and not asks else ()
    notes += said_of_left_out(told)
    return told
