"""Classes of one upload whose names differ in case, gaps or a plural alone, as who types a column writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnn_core.uploads.source import Answers, Question, ask
from cnn_core.uploads.words.naming import alike

SAME_CLASS, DIFFERENT = "the same class", "different classes"
MIN_LETTERS = 2
"""Of single letters, `a` and `A` are two classes as in EMNIST."""
SHOWN = 5
WHY = "As the same class they are called as most of its pictures are."


def join_spellings(
    names: Sequence[str], labels: NDArray[np.int64], of: NDArray[np.str_], questions: list[Question], answers: Answers
) -> None:
    """Gives spellings of one name that come within a part, `circle` and `CIRCLE`, the label of the most frequent one, if a person says so,
    which is the guess where they differ in capital letters alone. What is spelled otherwise in another part alone is left. Changes the labels."""
    spelled: dict[str, list[int]] = {}
    for label in np.unique(labels).tolist():
        if sum(map(str.isalpha, names[label])) >= MIN_LETTERS:
            spelled.setdefault(alike(names[label]), []).append(label)
    parts = [set(labels[of == part].tolist()) for part in np.unique(of)]
    within = {key: [found for part in parts if len(found := part & set(each)) > 1] for key, each in spelled.items()}
    groups = [each for key, each in spelled.items() if within[key]]
    if not groups:
        return
    counts = np.bincount(labels, minlength=len(names))
    shown = ", ".join(" and ".join(f"{names[label][:40]} ({counts[label]:,})" for label in each) for each in groups[:SHOWN])
    more = f" and {len(groups) - SHOWN:,} more" if len(groups) > SHOWN else ""
    plain = all(_one_name([names[label] for label in found]) for each in within.values() for found in each)
    guess = SAME_CLASS if plain else DIFFERENT
    question = ask("spelled alike", f"Spelled alike: {shown}{more}. They are", (SAME_CLASS, DIFFERENT), guess, answers, WHY)
    questions.append(question)
    if question.chosen == SAME_CLASS:
        for each in groups:
            labels[np.isin(labels, each)] = max(each, key=counts.__getitem__)


def _one_name(names: Sequence[str]) -> bool:
    """Whether names differ in capital letters alone, and not as `letter a` and `letter A` do, which are two letters."""
    capitals = len(names) == 2 and names[0].upper() == names[1].upper() in names  # of a Turkish ı, which is no small I elsewhere
    if len({name.casefold() for name in names}) > 1 and not capitals:
        return False
    words = zip(
        *(re.findall(r"[^\W\d_]+", name) for name in names), strict=False
    )  # a small İ is two letters, of which one is a mark
    return any(len({*of}) > 1 and max(map(len, of)) > 1 for of in words)
