"""The column of a table that says of each picture which part it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cnn_core.text import plural
from cnn_core.uploads.guessed_parts import MOST_PARTS, PART_FOR, ask_part, likely_parts
from cnn_core.uploads.naming import doubted, part_of
from cnn_core.uploads.source import TEST, TRAIN, VALIDATION, Answers, Question

FLAGS, YES = {"isvalid": VALIDATION, "isvalidation": VALIDATION, "istest": TEST}, ("true", "1", "1.0", "yes")
"""Heads of columns that say of each picture whether it is of this part, as fastai reads `is_valid`."""
PART_WORDS = ("split", "set", "usage", "subset", "part", "partition", "phase", "dataset")
SHOWN = 3


def part_column(heads: Sequence[str], cells: Sequence[Sequence[str]], of_names: int) -> int | None:
    """The place of the column, by its head or, in a table without any, by what is in it. One that says valid and invalid is none."""
    if any(heads):
        called = (n for n, head in enumerate(heads) if head in FLAGS or (head in PART_WORDS and not doubted(set(cells[n]))))
        return next(called, None)
    filled = (n for n, column in enumerate(cells) if n != of_names and len(set(column)) > 1 and all(map(part_of, column)))
    return next(filled, None)


def parts_told(head: str, cells: Sequence[str], answers: Answers, questions: list[Question]) -> list[str]:
    """The part that each cell of such a column says, empty if none. A few cells of which it is doubtful are asked about."""
    flag = FLAGS.get(head, "")
    if flag:
        return [flag if cell.strip().casefold() in YES else TRAIN for cell in cells]
    counts = Counter(cell for cell in cells if cell.strip())
    different = [*counts]
    parts, asked = likely_parts(different)
    for at in sorted(asked):
        cell, guess, parts[at] = different[at], parts[at] or TRAIN, ""
        if len(asked) <= MOST_PARTS:
            questions.append(ask_part(cell, f"in the part {cell[:60]}", counts[cell], guess, answers))
            parts[at] = PART_FOR[questions[-1].chosen]
    told = dict(zip(different, parts, strict=True))
    return [told.get(cell, "") for cell in cells]


def said_of_others(file: str, cells: Sequence[str], told: Sequence[str]) -> tuple[str, ...]:
    """A sentence on cells that name no part, where others do: their pictures stay where their folders say."""
    others = Counter(cell.strip() for cell, part in zip(cells, told, strict=True) if not part and cell.strip())
    if not others or not any(told):
        return ()
    listed = ", ".join(f"{cell[:20]} ({count:,})" for cell, count in others.most_common(SHOWN)) + ", …" * (len(others) > SHOWN)
    count = others.total()
    left = "it is learned from unless its folder says" if count == 1 else "they are learned from unless their folders say"
    return (
        f"{file[-60:]} has {plural(count, 'picture')} in a part that is none of train, validation and test: {listed}; {left} otherwise.",
    )
