"""Lines of a table of labels that are damaged: a quote that is not closed, or an end that is cut off."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnn_core.text import plural

OPENING = re.compile(r'(?:^|[,;\t])\s*"')


def unclosed(lines: Sequence[str]) -> int | None:
    """The place of the line in which a cell begins with a quote that no later one closes; None if there is none."""
    begun = None
    for at, line in enumerate(lines):
        if line.count('"') % 2 and (begun is not None or OPENING.search(line)):
            begun = at if begun is None else None
    return begun


def said_of_damaged_lines(file: str, text: str) -> tuple[str, ...]:
    """Sentences on a quote that is not closed, and on lines below a head of several cells that have one alone."""
    lines = text.splitlines()
    said = []
    if (at := unclosed(lines)) is not None:
        said.append(
            f'{file[-60:]} is damaged in line {at + 1:,}, {lines[at].strip()[:40]}: its quote (") is not closed. From there on quotes are '
            "left out, and a comma in them parts two cells."
        )
    first = next((line for line in lines if line.strip()), "")
    between = max(",;\t", key=first.count)
    alone = [
        n for n, line in enumerate(lines) if between in first and line.strip() and between not in line and '"' not in line[:1]
    ]
    long = any(line.count('"') % 2 and OPENING.search(line) for line in lines)  # cells of several lines
    if alone and 2 * len(alone) < len(lines) and not long:
        which = f"line {alone[0] + 1:,}, {lines[alone[0]].strip()[:40]}"
        said.append(
            f"{file[-60:]} has {plural(len(alone), 'line')} with nothing but one cell, {'which is' if len(alone) == 1 else 'such as'} {which}."
        )
    return tuple(said)
