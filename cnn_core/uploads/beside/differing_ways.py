"""Why of several ways to tell the classes one is the guess, and of which pictures two that nearly agree, as folders and a table, do not."""

from __future__ import annotations

from collections.abc import Sequence

from cnn_core.uploads.beside.file_labels import Way
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.words.naming import alike

BY_COLUMN = (
    "Of the columns of a table the likeliest is the guess: one that is called label, class or the like, or else one of words before one of "
    "numbers, one of a few before one of many, and one that says from whom or when the pictures are after others."
)
MOST, SHOWN = 0.5, 2
"""Ways that differ for more of the pictures tell something else, and not the same with mistakes."""


def why_guessed(ways: Sequence[Way], guess: Way, pictures: Sequence[Member]) -> str:
    """Sentences on what speaks for the guess, and what the choice is about; empty if there is nothing to say."""
    differ = said_of_differing(ways, guess, pictures)
    return f"{differ} {BY_COLUMN}".strip() if guess.tables and sum(bool(each.tables) for each in ways) > 1 else differ


def said_of_differing(ways: Sequence[Way], guess: Way, pictures: Sequence[Member]) -> str:
    """A sentence on the first of the other ways with classes of the same names that gives some pictures another; empty if there is none."""
    for way in ways:
        both = [n for n in range(len(pictures)) if guess.labels[n] and way.labels[n]]
        differ = [n for n in both if alike(guess.labels[n]) != alike(way.labels[n])]
        mine, theirs = ({alike(each.labels[n]) for n in both} for each in (guess, way))
        if way is not guess and not way.guessed and differ and mine == theirs and len(differ) <= MOST * len(both):
            of = "; ".join(
                f"{pictures[n].file[-40:]} is {guess.labels[n][:30]} by {guess.called} and {way.labels[n][:30]} by {way.called}"
                for n in differ[:SHOWN]
            )
            return f"They differ for {len(differ):,} of {len(both):,}, such as {of}."
    return ""
