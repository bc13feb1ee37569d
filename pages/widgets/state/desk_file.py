"""The file of a desk: what a reload, another tab and a restarted server find of one person's work."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from cnn_core.storage.atomic_write import atomic_write, sync_folder
from cnn_core.storage.home import home
from cnn_core.storage.owner_mark import owner_file_name


class DeskFile:
    """One tab's view of the file: it knows whether another tab has written since this one last read or wrote.

    That takes one look at the file's inode, time and size, and no reading.
    """

    def __init__(self, owner: str) -> None:
        self.path = home() / "desks" / owner_file_name(owner)
        self._known: tuple[int, ...] | None = None
        self._synced = True

    @property
    def newer(self) -> bool:
        """Whether somebody else wrote last."""
        try:
            return _stamp(os.stat(self.path)) != self._known
        except OSError:  # no file, so nothing newer
            return False

    def read(self) -> object:
        """What was saved last. OSError if there is none, ValueError if it is damaged."""
        with open(self.path, "rb") as file:
            self._known = _stamp(os.fstat(file.fileno()))
            return json.loads(file.read())

    def set_aside(self) -> Path | None:
        """Gives the file another name, so that the next save does not overwrite it; None if there is no file."""
        aside = self.path.with_suffix(time.strftime(".unreadable-%Y%m%d-%H%M%S"))
        try:
            return self.path.replace(aside)
        except OSError:
            return None

    def write(self, value: object, sync: bool) -> None:
        """Saves a value; without `sync`, a power failure may lose it until `sync` is called. OSError if it cannot be saved."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(self.path, sync) as file:
            file.write(json.dumps(value).encode())
            file.flush()
            stamp = _stamp(os.fstat(file.fileno()))
        self._known, self._synced = stamp, sync

    def sync(self) -> None:
        """Brings what was written without `sync` onto the disk. OSError if it cannot be."""
        if not self._synced:
            with open(self.path, "rb+") as file:
                os.fsync(file.fileno())
            sync_folder(self.path.parent)
            self._synced = True


def _stamp(stat: os.stat_result) -> tuple[int, ...]:
    return stat.st_ino, stat.st_mtime_ns, stat.st_size
