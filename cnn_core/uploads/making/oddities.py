"""What may mislead a network about pictures as files: kinds of file that differ between classes, odd sizes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnn_core.text import plural
from cnn_core.uploads.source import GO_ON, LEAVE_THEM, Answers, Question, ask

Size = tuple[int, int]
"""Height and width."""
ODD = 3.0
"""A picture is of an odd size if it is this many times larger or smaller than the median, or this much wider or narrower."""
PURE = 0.9
SHOWN = 8


def kinds_of_file(names: Sequence[str], files: Sequence[str], labels: Sequence[int]) -> list[str]:
    """A sentence where the files of classes with these names are of different kinds; nothing where they are not."""
    counts: dict[int, Counter[str]] = {}
    for file, label in zip(files, labels, strict=True):
        ending = file.rpartition(".")[2].casefold() if "." in file.rpartition("/")[2] else ""
        counts.setdefault(label, Counter())["jpg" if ending == "jpeg" else ending] += 1
    usual = {label: each.most_common(1)[0] for label, each in counts.items()}
    pure = all(count >= PURE * counts[label].total() for label, (_, count) in usual.items())
    if not pure or len({ending for ending, _ in usual.values()}) < 2:
        return []
    said = ", ".join(f"{names[label]} {ending or 'without ending'}" for label, (ending, _) in sorted(usual.items())[:4])
    return [
        f"The kind of file differs between classes ({said}): a network may learn the traces of that instead of what is shown."
    ]


def odd_sizes(files: Sequence[str], sizes: Sequence[Size], answers: Answers) -> tuple[NDArray[np.bool_], list[Question]]:
    """Which pictures (n,) of these sizes are unlike the others, and what becomes of them as a question; none if there are none."""
    heights, widths = np.array(sizes, np.float64).T
    odd = np.zeros(len(sizes), np.bool_)
    for values in (np.sqrt(heights * widths), widths / heights):
        times = values / np.median(values)
        odd |= (times > ODD) | (times < 1 / ODD)
    found = np.flatnonzero(odd)
    if not found.size:
        return odd, []
    asks = f"{plural(len(found), 'picture')} of an odd size, {ODD:g} times larger, smaller, wider or narrower than is usual here"
    named = ", ".join(f"{files[n][-40:]} ({sizes[n][1]}x{sizes[n][0]})" for n in found[:SHOWN]) + (
        ", …" if len(found) > SHOWN else ""
    )
    question = ask("odd sizes", asks, (GO_ON, LEAVE_THEM), GO_ON, answers, named)
    return odd & (question.chosen == LEAVE_THEM), [question]
