"""More pictures than fit into memory: of each class in its proportion as many as do."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from cnn_core.uploads.limits import MAX_RESULT, SIDES
from cnn_core.uploads.source import Item, PictureError, Source


def fitting(source: Source) -> Source:
    """The source, or one with fewer pictures, spread evenly over each class and part, and a note that says so."""
    most = MAX_RESULT // _least_bytes(source)
    if len(source.items) <= most:
        return source
    groups: dict[tuple[str, int], list[Item]] = {}
    for item in source.items:
        groups.setdefault((item.part, item.label), []).append(item)
    kept: set[int] = set()
    for items in groups.values():
        wanted = len(items) * most // len(source.items)
        kept.update(id(items[number * len(items) // wanted]) for number in range(wanted))
    items = [item for item in source.items if id(item) in kept]
    note = f"Of {len(source.items):,} pictures {len(items):,} are used, of each class in its proportion: more do not fit into memory."
    return replace(source, items=items, notes=[note, *source.notes])


def _least_bytes(source: Source) -> int:
    """What a picture takes at the smallest size that is offered; at its own, if that is smaller still."""
    smallest = SIDES[0] ** 2
    if not source.of_files and source.items:
        with suppress(PictureError):
            first = source.items[0].open()
            smallest = min(smallest, first.width * first.height)
    return smallest
