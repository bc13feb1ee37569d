"""Parts of pictures whose classes are told otherwise: tables beside class folders say which are to test with, as published splits do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from cnn_core.uploads.beside.file_labels import Way
from cnn_core.uploads.source import LEFT_OUT, TEST, TRAIN, VALIDATION, Answers, Question, ask
from cnn_core.uploads.words.naming import natural

DRAWN = "not told: a test part is drawn"


def told_parts(
    way: Way,
    tables: Sequence[Way],
    placed: Mapping[int, tuple[str, str]],
    answers: Answers,
    questions: list[Question],
    believed: bool = False,
) -> tuple[list[str], tuple[str, ...]]:
    """The part of each picture, empty where nothing says it or a person says that the tables do not, and the names of the tables that say
    it, or which are to learn from. They are `believed` if a person has answered what is asked of them. Nothing where the classes or the folders of the pictures that are `placed` come with parts. Tables whose names differ in a number
    alone are splits of which one is meant, as the ten of the Describable Textures. One that may speak of other pictures is believed beside
    one that says which are to learn from, if these are others. One of which a person is asked stays, with its question, whatever the answer."""
    nothing = [""] * len(way.labels)
    if any(way.parts) or {part for part, _ in placed.values()} != {TRAIN}:
        return nothing, ()
    first: dict[str, Way] = {}
    for table in sorted(tables, key=lambda each: natural(each.tables[0])):
        if not table.covered and not table.guessed:
            first.setdefault(re.sub(r"\d+", "", table.tables[0]), table)
    trained = {number for table in first.values() for number, part in enumerate(table.parts) if part == TRAIN}
    parts, names = [*nothing], []
    learn = [table.tables[0] for table in first.values() if {*table.parts} - {""} == {TRAIN}]
    asked = False
    for table in first.values():
        others = {number for number, part in enumerate(table.parts) if part not in ("", TRAIN)}
        if (others or table.asked) and (table.sure or (trained and not others & trained)):
            both = zip(parts, table.parts, strict=True)
            parts = [(said or before) if before in ("", LEFT_OUT) else before for before, said in both]
            names.append(table.tables[0])
            asked = asked or table.asked
    counts = Counter(parts[number] or TRAIN for number in placed if way.labels[number])
    if len(counts) < 2 and not asked:
        return nothing, ()
    called = " and ".join(each.rpartition("/")[2][:60] for each in names[:2])
    told = f"as {called} {'says' if len(names) == 1 else 'say'}"
    few = not believed and (
        2 * (counts[TEST] or counts[VALIDATION]) > counts.total()
    )  # is left: is_valid may say that nothing is wrong with a picture
    question = ask("parts", "The parts are", (told, DRAWN), DRAWN if few else told, answers)
    questions.append(question)
    return nothing if question.chosen == DRAWN else parts, (*names, *learn)
