"""A test part of whole persons, where it is known from whom each picture is: of one that was seen in the training too much looks easy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.dataset import Labels
from cnn_core.uploads.limits import TEST_PART, TEST_SEED
from cnn_core.uploads.making.settling import Settled
from cnn_core.uploads.source import Answers, ask

TOGETHER, ONE_BY_ONE = "drawn into one part", "drawn one by one"
LEAST, MOST = 0.1, 0.35
"""Parts of all pictures that a test part of whole persons may have."""
TRIES, WORK = 200, 10**5
WHY = "Of a person who is learned from the pictures are easier to tell than those of one who is not. Validation images are drawn one by one."
WHY_NOT = "No choice of whole ones has about a fifth of the pictures, and each class in both parts."


def of_whole_persons(settled: Settled, by: Sequence[str], head: str, answers: Answers) -> Settled:
    """With a test part of whole persons, if there is none and a person wants it so; of each picture that stays `by` says from whom it is, empty
    if that is not known. A sentence if a test part that came has persons who are learned from too."""
    persons = np.array(by)
    if not head or not persons.astype(bool).any():
        return settled
    if settled.of_test.any():
        return replace(settled, notes=[*settled.notes, *_said_of_both(persons, settled.of_test, head)])
    others = np.flatnonzero(~settled.of_validation)
    first: dict[str, int] = {}
    groups = np.array([first.setdefault(each, n) if each else n for n, each in enumerate(by)], np.int64)[others]
    tested = drawn_whole(settled.labels[others], groups)
    easier = f"Pictures of the same {head[:40]} are both learned from and tested with, which makes the test easier than it looks."
    if tested is None:
        return replace(settled, notes=[*settled.notes, f"{easier} {WHY_NOT}"])
    asks = f"Pictures of the same {head[:40]} are"
    question = ask("persons", asks, (TOGETHER, ONE_BY_ONE), TOGETHER, answers, WHY)
    questions = [*settled.questions, question]
    if question.chosen == ONE_BY_ONE:
        return replace(settled, questions=questions, notes=[*settled.notes, easier])
    of_test = settled.of_test.copy()
    of_test[others[tested]] = True
    count = len({*groups[tested].tolist()})
    note = f"The test part is all pictures of {count:,} of the {len({*groups.tolist()}):,} in the column {head[:40]}, drawn by a fixed seed."
    return replace(settled, of_test=of_test, questions=questions, notes=[*settled.notes, note])


def drawn_whole(labels: Labels, groups: Labels) -> NDArray[np.bool_] | None:
    """Which pictures (n,) to test with: whole groups, so that about TEST_PART of each class is among them; None where that cannot be."""
    _, group_of = np.unique(groups, return_inverse=True)
    counts = np.zeros((int(group_of.max()) + 1, int(labels.max()) + 1), np.int64)
    np.add.at(counts, (group_of, labels), 1)
    total, random = counts.sum(axis=0), np.random.RandomState(TEST_SEED)
    present = total > 0
    best, least = None, np.inf
    for _ in range(min(TRIES, 1 + WORK // len(counts))):
        left, drawn = TEST_PART * total, np.zeros(len(counts), np.bool_)
        for group in random.permutation(len(counts)):
            nearer = left - counts[group]
            if np.abs(nearer).sum() < np.abs(left).sum():
                left, drawn[group] = nearer, True
        tested = counts[drawn].sum(axis=0)
        fits = (tested[present] > 0).all() and (tested < total)[present].all()
        if fits and LEAST <= tested.sum() / total.sum() <= MOST and np.abs(left).sum() < least:
            best, least = drawn, np.abs(left).sum()
    return None if best is None else np.asarray(best[group_of], np.bool_)


def _said_of_both(persons: NDArray[np.str_], of_test: NDArray[np.bool_], head: str) -> list[str]:
    tested, learned = ({*persons[part].tolist()} - {""} for part in (of_test, ~of_test))
    both = sorted(tested & learned)
    if not both:
        return []
    return [
        f"{len(both):,} of the {len(tested):,} in the column {head[:40]} to test with, such as {both[0][:40]}, have other pictures that are not "
        "to test with, so the test is easier than it looks."
    ]
