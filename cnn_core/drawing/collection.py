"""Drawings that a person keeps with their true class: a test set of their own, as strokes, so that it fits every network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from cnn_core.drawing.strokes import Drawing, DrawingError, read_strokes
from cnn_core.storage.atomic_write import atomic_write
from cnn_core.storage.regular import read_regular

MAX_DRAWINGS = 500
MAX_BYTES_OF_ONE, MAX_BYTES = 20 * 2**20, 200 * 2**20
"""Of one person's drawings, and of all people's together. A drawing of usual length has 5 kB, the longest 0.6 MB."""


@dataclass(frozen=True)
class Kept:
    """A drawing and the name of its true class."""

    drawing: Drawing
    name: str


def read_collection(path: Path) -> list[Kept]:
    """The drawings in a file, in the order of keeping; those that cannot be read are left out, and no file is none."""
    try:
        return kept_in(json.loads(read_regular(path)))
    except (OSError, ValueError, RecursionError):
        return []


def kept_in(rows: object) -> list[Kept]:
    """The drawings in the value of such a file."""
    found = []
    for row in rows if isinstance(rows, list) else []:
        try:
            found.append(Kept(read_strokes(row), str(row["name"])[:64]))
        except (DrawingError, KeyError, TypeError):
            continue
    return found


def keep(path: Path, drawing: Drawing, name: str) -> None:
    """Adds a drawing to the file, once however often it is asked; DrawingError if it is empty or there are too many."""
    before = read_collection(path)
    if before and before[-1] == Kept(drawing, name):
        return
    if drawing.empty:
        raise DrawingError("There is nothing to keep: draw something first.")
    if len(before) >= MAX_DRAWINGS:
        raise DrawingError(
            f"{MAX_DRAWINGS} drawings are kept already, and that is the most: remove some, or download them first."
        )
    if before and path.stat().st_size > MAX_BYTES_OF_ONE:
        raise DrawingError(
            f"Your kept drawings take more than {MAX_BYTES_OF_ONE >> 20} MB, which is the most: remove some, or download them first."
        )
    if sum(each.stat().st_size for each in path.parent.glob("*.json")) > MAX_BYTES:
        raise DrawingError(
            f"All drawings kept here take more than {MAX_BYTES >> 20} MB, which is the most: somebody must remove some first."
        )
    write_collection(path, [*before, Kept(drawing, name)])


def add_drawings(path: Path, more: list[Kept]) -> tuple[int, int]:
    """Adds those that the file does not have, as far as there is room; how many came, and how many found none."""
    before = read_collection(path)
    new = [each for each in dict.fromkeys(more) if each not in set(before)]
    room = max(0, MAX_DRAWINGS - len(before))
    taken = new[:room]
    while taken and len(packed([*before, *taken])) > MAX_BYTES_OF_ONE:
        taken = taken[: len(taken) // 2]
    if taken:
        write_collection(path, [*before, *taken])
    return len(taken), len(new) - len(taken)


def write_collection(path: Path, kept: list[Kept]) -> None:
    """Replaces all drawings in the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as file:
        file.write(packed(kept))


def packed(kept: list[Kept]) -> bytes:
    """The content of such a file."""
    """The content of such a file."""
    rows = [
        {"name": each.name, "pen": each.drawing.pen, "filled": each.drawing.filled, "strokes": each.drawing.strokes}
        for each in kept
    ]
    return json.dumps(rows).encode()
