"""Classes in the names of files that are one class or a part, and are written otherwise: `CAT` and `cat`, `cat_tr` and `cat_te`, `cat_DSC`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cnn_core.uploads.source import PARTS
from cnn_core.uploads.words.camera_names import without_camera
from cnn_core.uploads.words.naming import SHORT, as_parts, part_of, without_part, words

SHORT_WORD = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(SHORT)})(?![^\W\d_])", re.IGNORECASE)
MIN_LETTERS, SHOWN = 2, 3
"""Of single letters, `a` and `A` are two classes as in EMNIST."""


def likened(labels: Sequence[str]) -> tuple[list[str], list[str]]:
    """The different labels, with the words of cameras left out where each has some, and `train` for `trains` and `tr` where that is
    what all of them say; and sentences on the latter."""
    told = as_parts(labels)
    spelled = _spelled_out(told)
    notes = []
    if spelled != told:
        of = {found[0]: part_of(whole) for each, whole in zip(told, spelled, strict=True) if (found := SHORT_WORD.search(each))}
        said = ", ".join(f"{short} is {of[short]}" for short in sorted(of, key=lambda each: PARTS.index(of[each])))
        notes.append(f"Short words in the names of the files are taken for parts: {said}.")
    return without_camera(spelled), notes


def _spelled_out(labels: Sequence[str]) -> list[str]:
    """The labels with whole words for `tr`, `va` and `te`, if each has one of them and something beside it that another part has too."""
    found = [[*SHORT_WORD.finditer(each)] for each in labels]
    if any(map(part_of, labels)) or any(len(each) != 1 for each in found):
        return [*labels]
    whole = [SHORT_WORD.sub(lambda word: SHORT[word[0].casefold()], each) for each in labels]
    parts: dict[str, set[str]] = {}
    for each in whole:
        parts.setdefault(" ".join(words(without_part(each))), set()).add(part_of(each))
    return whole if parts and all(name and len(each) > 1 for name, each in parts.items()) else [*labels]


def in_one_case(labels: Sequence[str]) -> tuple[list[str], list[str]]:
    """The label of each picture, with the most frequent spelling of those that differ in capital letters alone; and sentences on them."""
    spelled: dict[str, Counter[str]] = {}
    for label in labels:
        if sum(map(str.isalpha, label)) >= MIN_LETTERS:
            spelled.setdefault(label.casefold(), Counter())[label] += 1
    several = [[each for each, _ in of.most_common()] for of in spelled.values() if len(of) > 1]
    best = {each: of[0] for of in several for each in of}
    shown = "; ".join(", ".join(each[:40] for each in of) for of in several[:SHOWN]) + ("; …" if len(several) > SHOWN else "")
    notes = [f"Names of files that differ in capital letters alone are one class: {shown}."] if several else []
    return [best.get(each, each) for each in labels], notes
