"""Rows of a table of pixels that cannot be read: a few are set aside, as broken pictures are."""

from __future__ import annotations

from collections.abc import Sequence

from cnn_core.text import plural
from cnn_core.uploads.source import SetAside

MOST, FEWEST, SHOWN = 0.05, 10, 5
"""Of a table with at least so many rows this part may be bad; with more it is read wrongly, or damaged."""
AT_END = 3
"""So many may be bad if they are the last: a sum, an empty row, a row that was not written to its end."""

Bad = Sequence[tuple[int, str]]
"""The line of a file, from 1, and what is wrong with it."""


def are_few(bad: Bad, rows: int, last: int) -> bool:
    """Whether so many of all rows, the `last` of which is in this line, may be left out."""
    at_end = len(bad) <= AT_END and len(bad) < rows - FEWEST and all(last - line < len(bad) for line, _ in bad)
    return rows >= FEWEST and (len(bad) <= max(1, MOST * rows) or at_end)


def set_aside(bad: Bad, file: str) -> list[SetAside]:
    """What is said of them: of a few, one by one."""
    if len(bad) <= SHOWN:
        return [SetAside(f"line {line:,} of {file[-60:]}", why, 1) for line, why in bad]
    line, why = bad[0]
    return [SetAside(f"{plural(len(bad), 'line')} of {file[-60:]}", f"line {line:,}: {why}", len(bad))]
