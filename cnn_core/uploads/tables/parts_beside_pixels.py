"""The part of each row of a table of pixels, as a column beside these says it."""

from __future__ import annotations

from cnn_core.uploads.source import Answers, Question
from cnn_core.uploads.tables.table_form import Form, heads_of
from cnn_core.uploads.words.believed_column import is_believed
from cnn_core.uploads.words.part_column import cells_of_parts, column_of, is_told_by_cells, parts_told, said_of_column
from cnn_core.uploads.words.silent_rows import said_of_left_out, with_asked


def parts_beside_pixels(
    file: str, form: Form, columns: dict[int, list[str]], answers: Answers, questions: list[Question], notes: list[str]
) -> list[str]:
    """The part of each row; none if no column says it. A column that is told by what is in it, in all rows and not in the first alone, is
    asked about."""
    place = form.part if form.part is not None else form.part_among([*columns], [*columns.values()])
    if place is None:
        return []
    called, heads, cells = form.names[place], heads_of([form.names[n] for n in columns]), [*columns.values()]
    at = [*columns].index(place)
    asks = is_told_by_cells(heads[at])
    if asks and not is_believed(file, called, heads, cells, at, answers, questions, always_asked=True):
        return []
    of, inside = column_of(file, called), cells_of_parts(heads, cells, at)
    told = with_asked(of, inside, parts_told(heads[at], inside, answers, questions), answers, questions)
    notes += said_of_column(of) if any(told) and not asks else ()
    notes += said_of_left_out(told)
    return told
