"""What the laboratory keeps is for the account that it runs under, and for no other of the machine."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def write_privately() -> None:
    """Files and folders that this process and its children make from now on are open to their owner only (0600 and 0700)."""
    if os.name != "nt":
        os.umask(FOR_OTHERS)


def close_to_others(folder: Path) -> None:
    """Takes from other accounts what they may do with a folder and all that is below it.

    Links are not followed. A folder that holds the account's own home is left alone: it is not the laboratory's.
    """
    with suppress(OSError):  # out of this account's reach: then it is not its own either
        if os.name != "nt" and folder.is_dir() and not Path.home().resolve().is_relative_to(folder.resolve()):
            _close(str(folder), folder.stat().st_mode)  # first: once it is closed, nobody reaches what is below it
            _close_below(str(folder))


def _close_below(folder: str) -> None:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):  # gone meanwhile
                if not entry.is_symlink():
                    _close(entry.path, entry.stat(follow_symlinks=False).st_mode)
                    if entry.is_dir(follow_symlinks=False):
                        _close_below(entry.path)


def _close(path: str, mode: int) -> None:
    if mode & FOR_OTHERS:
        with suppress(OSError):  # somebody else's, or a disk that cannot be written to
            os.chmod(path, stat.S_IMODE(mode) & ~FOR_OTHERS)
