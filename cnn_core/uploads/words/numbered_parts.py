"""Parts that have numbers or letters for names, as a column called `split` has them: which is which is guessed from their sizes, and always asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cnn_core.uploads.source import TEST, TRAIN, VALIDATION, Answers, Question, in_force
from cnn_core.uploads.words.guessed_parts import PART_FOR, ask_part
from cnn_core.uploads.words.naming import is_count, natural

MOST_SHARES = 12
"""Of more numbers, as of persons, nobody says one by one what they are for."""
GROUPS = ("group", "groups", "groupid")
"""Heads of columns whose numbers may be those of shares, and are none unless a person says so."""
EVEN = 1.25
"""Shares of which the larger is at most so many times the smaller are about equal: three are folds."""
YES_NO = ("true", "false")
SHARE = re.compile(r"^(?:fold|part|split|set|subset|group)[\s_\-]*(?=\d+$)", re.IGNORECASE)
WHY = "The most are likely those to learn from, and of about as many the first."
WHY_FOLDS = "They are likely folds: each in its turn may be what is tested with. Unless one is chosen for that, a test part is drawn from all."


def number_of(cell: str) -> str:
    """A whole number, without the zero behind the point that pandas writes and the word of a share before it, as in fold_1, a letter, or true
    and false;
    empty if it is none."""
    text = SHARE.sub("", cell.strip().removesuffix(".0"))
    if text.casefold() in YES_NO:
        return text.casefold()
    return text if is_count(text) or (len(text) == 1 and text.isalpha()) else ""


def are_numbered(cells: Sequence[str]) -> bool:
    """Whether there are a few numbers or letters in a column and nothing else, two at least."""
    filled = {cell.strip() for cell in cells} - {""}
    return all(map(number_of, filled)) and 2 <= len({*map(number_of, filled)}) <= MOST_SHARES


def are_folds(head: str, cells: Sequence[str]) -> bool:
    """Whether the numbers of a column with this head are likely those of shares that are all to learn from."""
    counts = Counter(filter(None, map(number_of, cells)))
    return are_numbered(cells) and {*_guessed(counts, all_to_learn=head in GROUPS).values()} == {TRAIN}


def numbered_parts(head: str, cells: Sequence[str], answers: Answers, questions: list[Question]) -> list[str]:
    """The part of each row of a column with this head, empty where the cell is; of each number it is asked."""
    numbers = [*map(number_of, cells)]
    counts, known = Counter(filter(None, numbers)), in_force(questions, answers)
    guessed, told = _guessed(counts, all_to_learn=head in GROUPS), {}
    why = WHY if len({*guessed.values()}) > 1 else WHY_FOLDS
    for number, guess in guessed.items():
        name = f"{head} {number}"
        question = ask_part(name, f"in {name}", counts[number], guess, known, why=why)
        questions.append(question)
        told[number] = PART_FOR[question.chosen]
    return [told.get(number, "") for number in numbers]


def _guessed(counts: Counter[str], all_to_learn: bool) -> dict[str, str]:
    """The likely part of each number: the most are to learn from, the first where others are hardly more, and of two others the V or the smaller number is to validate with."""
    order = sorted(counts, key=natural)
    if all_to_learn or len(order) > 3 or (len(order) == 3 and max(counts.values()) <= EVEN * min(counts.values())):
        return dict.fromkeys(order, TRAIN)
    largest = max(order, key=lambda each: counts[each])
    largest = largest if counts[largest] > EVEN * counts[order[0]] else order[0]
    others = [each for each in order if each != largest]
    parts = (VALIDATION, TEST)[-len(others) :]
    others = sorted(others, key=lambda each: each.casefold() != "v")
    found = {largest: TRAIN, **dict(zip(others, parts, strict=True))}
    return {each: found[each] for each in order}
