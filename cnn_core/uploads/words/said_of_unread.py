"""Columns of a table that are passed over, so that nobody takes them for read."""

from __future__ import annotations

from collections.abc import Sequence

SHOWN, MOST = 40, 3


def said_of_unread(names: Sequence[str]) -> str:
    """The end of a sentence on columns of these names that may group images and are not read; empty if there are none."""
    if not names:
        return ""
    listed = ", ".join(each[:SHOWN] for each in names[:MOST]) + ", …" * (len(names) > MOST)
    one = len(names) == 1
    return f"; {listed} {'is' if one else 'are'} not read: call {'it' if one else 'one'} split if it says which part each image belongs to"
