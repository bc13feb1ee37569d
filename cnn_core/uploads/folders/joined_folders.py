"""Folders that are one part together, of which one may have been meant to be put away: `test_old/` beside `test/`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cnn_core.uploads.words.naming import natural, part_of, without_part

SHOWN = 4


def said_of_joined(pictures: Sequence[tuple[str, str, str]]) -> list[str]:
    """A sentence for each of several parts that is a folder called so and others called so and something more. Of each picture its part,
    class and path."""
    counts: dict[str, Counter[str]] = {}
    for part, kind, path in pictures:
        folders = path.split("/")[-2::-1]
        if kind in folders:
            folders.remove(kind)
        if folder := next((each for each in folders if part_of(each) == part), ""):
            counts.setdefault(part, Counter())[folder] += 1
    if len({part for part, _, _ in pictures}) < 2:
        return []
    return [_said(part, of) for part, of in counts.items() if len({bool(without_part(each)) for each in of}) > 1]


def _said(part: str, counts: Counter[str]) -> str:
    shown = [f"{each[:40]}/ ({counts[each]:,})" for each in sorted(counts, key=natural)]
    listed = f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) <= SHOWN else ", ".join(shown[:SHOWN]) + ", …"
    return f"The {part} part is {listed} together: leave one that does not belong there out of the upload."
