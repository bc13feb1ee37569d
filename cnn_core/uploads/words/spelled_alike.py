"""Classes of one upload whose names differ in case, gaps or a plural alone, as who types a column writes them."""

from __future__ import annotations

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
    """Gives spellings of one name that come within a part, `circle` and `CIRCLE`, the label of the most frequent one, if a person says so.
    What is spelled otherwise in another part alone is left. Changes the labels."""
    spelled: dict[str, list[int]] = {}
    for label in np.unique(labels).tolist():
        if sum(map(str.isalpha, names[label])) >= MIN_LETTERS:
            spelled.setdefault(alike(names[label]), []).append(label)
    parts = [set(labels[of == part].tolist()) for part in np.unique(of)]
    groups = [each for each in spelled.values() if len(each) > 1 and any(len(part & set(each)) > 1 for part in parts)]
    if not groups:
        return
    counts = np.bincount(labels, minlength=len(names))
    shown = ", ".join(" and ".join(f"{names[label][:40]} ({counts[label]:,})" for label in each) for each in groups[:SHOWN])
    more = f" and {len(groups) - SHOWN:,} more" if len(groups) > SHOWN else ""
    question = ask("spelled alike", f"Spelled alike: {shown}{more}. They are", (SAME_CLASS, DIFFERENT), DIFFERENT, answers, WHY)
    questions.append(question)
    if question.chosen == SAME_CLASS:
        for each in groups:
            labels[np.isin(labels, each)] = max(each, key=counts.__getitem__)
