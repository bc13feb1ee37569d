"""Parts of pictures whose classes are told otherwise: tables beside class folders say which are to test with, as published splits do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cnn_core.uploads.file_labels import Way
from cnn_core.uploads.source import TRAIN, Answers, Question, ask

DRAWN = "not told: a test part is drawn"


def told_parts(
    way: Way, tables: Sequence[Way], placed: Mapping[int, tuple[str, str]], answers: Answers, questions: list[Question]
) -> tuple[list[str], tuple[str, ...]]:
    """The part of each picture, empty where nothing says it, and the names of the tables that say it, unless a person says that they do
    not. Nothing where the classes or the folders of the pictures that are `placed` come with parts."""
    nothing = [""] * len(way.labels)
    if any(way.parts) or {part for part, _ in placed.values()} != {TRAIN}:
        return nothing, ()
    parts, names = [*nothing], dict[str, None]()
    for table in tables:
        if not table.guessed and any(table.parts):
            parts = [before or said for before, said in zip(parts, table.parts, strict=True)]
            names |= dict.fromkeys(table.tables)
    if len({parts[number] or TRAIN for number in placed}) < 2:
        return nothing, ()
    called = " and ".join(each.rpartition("/")[2][:60] for each in [*names][:2])
    told = f"as {called} {'says' if len(names) == 1 else 'say'}"
    question = ask("parts", "The parts are", (told, DRAWN), told, answers)
    questions.append(question)
    return (nothing, ()) if question.chosen == DRAWN else (parts, tuple(names))
