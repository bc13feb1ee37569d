"""What may mislead a network about pictures as files: kinds of file that differ between classes, odd sizes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

ODD = 3.0
"""A picture is of an odd size if it is this many times larger or smaller than the median, or this much wider or narrower."""
PURE = 0.9


def oddities(names: Sequence[str], files: Sequence[str], labels: Sequence[int], sizes: Sequence[tuple[int, int]]) -> list[str]:
    """Sentences about pictures with these class names, file names, labels and sizes (height, width)."""
    return [*_kinds(names, files, labels), *_sizes(sizes)]


def _kinds(names: Sequence[str], files: Sequence[str], labels: Sequence[int]) -> list[str]:
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


def _sizes(sizes: Sequence[tuple[int, int]]) -> list[str]:
    heights, widths = np.array(sizes, np.float64).T
    areas, shapes = np.sqrt(heights * widths), widths / heights
    odd = np.zeros(len(areas), np.bool_)
    for values in (areas, shapes):
        times = values / np.median(values)
        odd |= (times > ODD) | (times < 1 / ODD)
    count = int(odd.sum())
    if not count:
        return []
    many = f"{count:,} pictures have" if count != 1 else "1 picture has"
    return [f"{many} an odd size: {ODD:g} times larger, smaller, wider or narrower than is usual here."]
