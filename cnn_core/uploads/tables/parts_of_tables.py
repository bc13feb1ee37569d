"""Which part each of several tables speaks of, as its name, or that of its folder, says beside those of the others."""

from __future__ import annotations

from collections.abc import Sequence

from cnn_core.uploads.files.members import Member
from cnn_core.uploads.source import TEST, TRAIN, VALIDATION, Answers, Question
from cnn_core.uploads.words.guessed_parts import PART_FOR, ask_part, likely_parts, said_part

MOST_ASKED = 20


class PartsOfTables:
    """The parts of tables that lie beside `pictures`. Those whose names are doubtful are asked about; more than `MOST_ASKED` such say none."""

    def __init__(self, tables: Sequence[Member], pictures: Sequence[Member] = ()) -> None:
        parts, asked = likely_parts([_called(each, pictures) for each in tables])
        self._parts = {each.name: part for each, part in zip(tables, parts, strict=True)}
        self._learned = bool({"", TRAIN} & {*parts})
        self._asked = {each.name for at, each in enumerate(tables) if at in asked}

    def part(self, table: Member, count: int, answers: Answers, questions: list[Question]) -> str:
        """The part of one of the tables, of `count` pictures, empty if nothing says it; what is asked of it joins the questions."""
        if table.name not in self._asked:
            return self._parts[table.name]
        if len(self._asked) > MOST_ASKED:
            return ""
        guess = self._parts[table.name]
        questions.append(ask_part(table.name, f"of {table.file[:60]}", count, guess or TRAIN, answers))
        part = PART_FOR[questions[-1].chosen]
        return part if guess or part != TRAIN else ""  # one of all pictures does not say which to learn from

    def is_apart(self, part: str) -> bool:
        """Whether a table of this part is not to learn from, as others are."""
        return self._learned and part in (VALIDATION, TEST)


def _called(table: Member, pictures: Sequence[Member]) -> str:
    """The name that may say the part. What an upload is called as a whole says none."""
    folder = table.name.rpartition("/")[0]
    of_all = bool(pictures) and all(each.name.startswith(f"{folder}/") for each in pictures)
    return table.file if of_all or said_part(table.file) else folder.rpartition("/")[2] or table.file
