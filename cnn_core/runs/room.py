"""How much room runs may take: of one person, of all, and what must stay free on the disk."""

from __future__ import annotations

import os
import shutil
from functools import lru_cache
from pathlib import Path

from cnn_core.errors import RunError
from cnn_core.runs.deletion import remove_what_is_aside, size_of
from cnn_core.runs.folder import RunFolder
from cnn_core.runs.listing import list_runs
from cnn_core.text import bytes_text

MAX_OF_ONE, MAX_OF_ALL = 20 * 2**30, 100 * 2**30
"""Bytes of all runs of one person, and of all people's runs together."""
MIN_FREE = 200 * 2**20
"""Bytes that a run leaves on the disk when it begins: less, and neither desks nor logs could be written."""
MAX_SIZES = 10_000


def check_room(root: Path, mark: str) -> None:
    """RunError, which says how to make room, if the owner with this mark may not begin another run in `root`."""
    mine, everybodys = room_taken(root, mark)
    if mine >= MAX_OF_ONE:
        raise RunError(
            f"Your runs take {bytes_text(mine)}, and {bytes_text(MAX_OF_ONE)} is the most: delete some on the Evaluate page."
        )
    if everybodys >= MAX_OF_ALL:
        raise RunError(
            f"All runs here take {bytes_text(everybodys)}, and {bytes_text(MAX_OF_ALL)} is the most: somebody must delete some."
        )
    try:
        place = root if root.exists() else root.parent
        if not os.access(place, os.W_OK):  # whoever writes there finds out: nothing can be deleted either
            return
        free = shutil.disk_usage(place).free
        if free < MIN_FREE:
            remove_what_is_aside(root, 0.0)  # deleted runs that could be brought back are the first to go
            free = shutil.disk_usage(place).free
    except OSError:  # no such folder yet: whoever makes it finds out
        return
    if free < MIN_FREE:
        raise RunError(
            f"The disk of {root} has {bytes_text(free)} left, and a run needs {bytes_text(MIN_FREE)}: delete runs on the Evaluate "
            "page, or make room elsewhere on it."
        )


def room_taken(root: Path, mark: str) -> tuple[int, int]:
    """The bytes of the runs of the owner with this mark, and of all runs."""
    mine = everybodys = 0
    for run in list_runs(root):
        path = root / run.id
        size = _size(path, path.stat().st_mtime_ns) if run.ended and path.is_dir() else 0
        everybodys += size
        mine += size if run.owner == mark else 0
    return mine, everybodys


@lru_cache(maxsize=MAX_SIZES)
def _size(path: Path, changed: int) -> int:
    """Of a run that has ended, counted once for each state of its folder."""
    return size_of(RunFolder(path))
