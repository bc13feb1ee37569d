"""Names of classes that are too long for pages, charts and files: shortened, each still another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, count

from cnn_core.data.own import LABEL
from cnn_core.uploads.source import Source

CUT, SHOWN, MARK = "…", 3, 8
"""What stands where letters are left out, how many names are said, and the room for that and a number behind a name."""


def with_short_names(source: Source) -> Source:
    """The source with no name of a class that is longer than one may be, and a note that says which were."""
    short = short_names(source.class_names, LABEL.maximum)
    changed = [each for each, name in zip(short, source.class_names, strict=True) if each != name]
    if not changed:
        return source
    listed = "; ".join(changed[:SHOWN]) + "; …" * (len(changed) > SHOWN)
    they = "it is" if len(changed) == 1 else "they are"
    note = f"A class may have a name of {LABEL.maximum} characters, so what is longer is cut, and {they} called {listed}."
    return replace(source, class_names=tuple(short), notes=[*source.notes, note])


def short_names(names: Sequence[str], most: int) -> list[str]:
    """The names, no two of them the same, in no more than so many characters: of a longer one the beginning, or where another begins so too,
    both ends, or else a number behind them."""
    taken = {*names}
    begin = Counter(_begins(name, most) for name in names)
    found = []
    for name in names:
        if len(name) > most:
            begins, half = _begins(name, most), most // 2
            ends = f"{name[: most - half - 1].rstrip()}{CUT}{name[-half:].lstrip()}"
            numbered = (f"{name[: most - MARK].rstrip()}{CUT} ({n})" for n in count(2))
            ways = chain([begins] if begin[begins] == 1 else [], [ends], numbered)
            name = next(each for each in ways if each not in taken)
            taken.add(name)
        found.append(name)
    return found


def _begins(name: str, most: int) -> str:
    return f"{name[: most - 1].rstrip()}{CUT}"
