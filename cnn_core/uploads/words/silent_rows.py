"""Rows of a column of parts that say none, whose images may be meant for no use at all: asked of a person, and guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cnn_core.text import plural
from cnn_core.uploads.source import LEFT_OUT, TEST, TRAIN, Answers, Question, SetAside, Source
from cnn_core.uploads.words.guessed_parts import PART_FOR, ask_part

LEAVE_OUT = "to be left out"
NOTHING = ("", "nan", "none", "null", "na", "n/a", "-", "--", "?")
"""What a cell holds in small letters in which nothing is said: pandas and NumPy write a missing one so."""
WHY_OUT = "nothing is said of what they are for"
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


def with_silent(
    of: str,
    cells: Sequence[str],
    told: Sequence[str],
    answers: Answers,
    questions: list[Question],
    counted: Sequence[bool] = (),
) -> list[str]:
    """The part that each row is `told` by a column, called `of`, or LEFT_OUT: rows in whose cells is nothing are asked about, all at once.
    Only those that are `counted`, if that is given: of others something else says the part, or they have no image. Nothing is asked where
    no row says a part.

    Where no row says that it is to learn from, the silent ones are likely for that, and to test with where the others are all to learn
    from; else they are left out, unless few images would be left."""
    known = {*told} - {""}
    there = counted or [True] * len(cells)
    silent = {
        n for n, (cell, part, one) in enumerate(zip(cells, told, there, strict=True)) if one and not part and is_silent(cell)
    }
    if not known or not silent:
        return [*told]
    few = 2 * len(silent) > len(cells)
    guess = TEST if known == {TRAIN} else TRAIN if TRAIN not in known or few else ""
    what = f"with nothing in {of}"
    question = ask_part(f"nothing in {of}", what, len(silent), guess, answers, LEAVE_OUT, WHY)
    questions.append(question)
    part = PART_FOR.get(question.chosen, LEFT_OUT)
    return [part if n in silent else each for n, each in enumerate(told)]


def said_of_left_out(told: Sequence[str]) -> list[str]:
    """A sentence if images of an array, or rows of a table, are to be in no part."""
    count = [*told].count(LEFT_OUT)
    return [
        f"Left out, since nothing is said of what {'it is' if count == 1 else 'they are'} for: {plural(count, 'image')}."
    ] * bool(count)
