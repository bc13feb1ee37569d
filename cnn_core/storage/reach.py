"""Folders that may be gone, or out of reach for a while, as where the ticket for a network's disk has expired."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def is_gone(folder: Path) -> bool:
    """Whether there is no such folder. One that cannot be looked at may well be there, and is not gone."""
    try:
        return not stat.S_ISDIR(os.stat(folder).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False


def matching(folder: Path, pattern: str) -> Iterator[Path]:
    """What lies in a folder under such names; nothing where the folder is gone or out of reach."""
    with suppress(OSError):
        yield from folder.glob(pattern)
