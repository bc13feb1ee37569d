"""Rows of a column of parts that say none, or a word that is none, whose images may be meant for no use at all: asked of a person, and guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cnn_core.text import plural
from cnn_core.uploads.source import LEFT_OUT, TEST, TRAIN, Answers, Question, SetAside, Source, in_force
from cnn_core.uploads.words.guessed_parts import MOST_PARTS, PART_FOR, ask_part

LEAVE_OUT = "to be left out"
NOTHING = ("", "nan", "nothing", "none", "null", "na", "n/a", "-", "--", "?")
"""What a cell holds in small letters in which nothing is said: pandas and NumPy write a missing one so."""
NOT_USED = (
    "unused",
    "not used",
    "ignore",
    "ignored",
    "exclude",
    "excluded",
    "skip",
    "skipped",
    "drop",
    "dropped",
    "discard",
    "discarded",
    "out",
    "no",
    "unsure",
    "unknown",
    "unclear",
    "undecided",
    "todo",
    "tbd",
)
"""What it says in small letters of what is to stay out."""
WHY_OUT = "no known part is said of them"
WHY_WORD = "It is none of train, validation and test."
WHY = "The others say what they are for, so these may be meant to stay out."


def without_left_out(source: Source) -> Source:
    """The source, with the pictures set aside that are to be in no part."""
    left = sum(item.part == LEFT_OUT for item in source.items)
    if not left:
        return source
    aside = SetAside("pictures in no part", WHY_OUT, left)
    kept = [item for item in source.items if item.part != LEFT_OUT]
    return replace(source, items=kept, set_aside=[*source.set_aside, aside])


def is_silent(cell: str) -> bool:
    """Whether a cell says nothing."""
    return cell.strip().casefold() in NOTHING


def with_asked(
    of: str,
    cells: Sequence[str],
    told: Sequence[str],
    answers: Answers,
    questions: list[Question],
    counted: Sequence[bool] = (),
    of_folds: bool = False,
) -> list[str]:
    """The part that each row is `told` by a column, called `of`, or LEFT_OUT: rows in whose cells is nothing are asked about, all at once,
    and those of each of a few words that are no parts. Only those that are `counted`, if that is given: of others something else says the
    part, or they have no image. Nothing is asked where no row says a part. Rows beside those `of_folds`, which are all to learn from by a
    guess, are so too."""
    there = counted or [True] * len(cells)
    rest = [one and not part for one, part in zip(there, told, strict=True)]
    if not any(told):
        return [*told]
    silent = [one and is_silent(cell) for one, cell in zip(rest, cells, strict=True)]
    words = ["" if is_silent(cell) or not one else cell.strip() for one, cell in zip(rest, cells, strict=True)]
    said = _of_silent(of, silent, told, answers, questions, of_folds) if any(silent) else [*told]
    return _of_words(of, words, said, answers, questions)


def _of_silent(
    of: str, silent: Sequence[bool], told: Sequence[str], answers: Answers, questions: list[Question], of_folds: bool
) -> list[str]:
    """The same, with those rows that are `silent`.

    Where no row says that it is to learn from, the silent ones are likely for that, and to test with where the others are all to learn
    from; else they are left out, unless few images would be left."""
    known, count = {*told} - {""}, sum(silent)
    few = 2 * count > len(silent)
    guess = TRAIN if of_folds or TRAIN not in known or few else ""
    part = _asked("nothing", of, count, TEST if known == {TRAIN} and not of_folds else guess, WHY, answers, questions)
    return [part if one else each for one, each in zip(silent, told, strict=True)]


def _of_words(of: str, words: Sequence[str], told: Sequence[str], answers: Answers, questions: list[Question]) -> list[str]:
    """The same, with those rows that say one of these `words`, if they are a few: likely to learn from, as the extra ones of SVHN."""
    counts = Counter(filter(None, words))
    if len(counts) > MOST_PARTS:
        return [*told]
    parts = {}
    for word, count in counts.items():
        guess = "" if word.casefold() in NOT_USED else TRAIN
        parts[word] = _asked(word, of, count, guess, WHY_WORD, answers, questions)
    return [parts.get(word, each) for word, each in zip(words, told, strict=True)]


def _asked(word: str, of: str, count: int, guess: str, why: str, answers: Answers, questions: list[Question]) -> str:
    """The part of the rows with this word, or LEFT_OUT."""
    known = in_force(questions, answers)
    question = ask_part(f"{word} in {of}", f"with {word[:20]} in {of}", count, guess, known, LEAVE_OUT, why)
    questions.append(question)
    return PART_FOR.get(question.chosen, LEFT_OUT)


def said_of_left_out(told: Sequence[str]) -> list[str]:
    """A sentence if images of an array, or rows of a table, are to be in no part."""
    count = [*told].count(LEFT_OUT)
    return [f"Left out, since no known part is said of {'it' if count == 1 else 'them'}: {plural(count, 'image')}."] * bool(count)
