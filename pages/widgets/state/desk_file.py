"""The file of a desk: what a reload, another tab and a restarted server find of one person's work."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from pathlib import Path

from cnn_core.storage.atomic_write import sync_folder
from cnn_core.storage.disk import WORDS, why
from cnn_core.storage.home import home
from cnn_core.storage.owner_mark import owner_file_name
from cnn_core.storage.regular import open_regular
from pages.widgets.state.unsaved import Stamp, Unsaved, keep_unsaved, spare, stamp_of, unsaved, write_desk


class DeskFile:
    """One tab's view of the file: it knows whether another tab has written since this one last read or wrote.

    That takes one look at the file's inode, time and size, and no reading. What the disk does not take stands in memory in place
    of the file, for the other tabs too.
    """

    def __init__(self, owner: str) -> None:
        self.path = home() / "desks" / owner_file_name(owner)
        self._known: Stamp | None = None
        self._kept: Unsaved | None = None
        self._synced = True
        self.unread = ""
        """Why the file could not be read, as the end of a sentence, where a disk that is well again may give it; else empty."""

    @property
    def newer(self) -> bool:
        """Whether somebody else wrote last."""
        waiting = unsaved(self.path)
        if waiting is not None:
            return waiting is not self._kept
        known = self._kept.stamp if self._kept else self._known
        try:
            return stamp_of(self.path) != known
        except OSError:  # no file, so nothing newer
            return False

    @property
    def trouble(self) -> str:
        """Why the work is in memory only, as the end of a sentence; empty while it is on the disk."""
        waiting = unsaved(self.path)
        return waiting.reason if waiting else ""

    def read(self) -> object:
        """What was saved last. OSError if there is none, or none that can be read now: see `unread`. ValueError if it is damaged."""
        self._kept = unsaved(self.path)
        if self._kept is not None:
            return json.loads(self._kept.content)
        try:
            with open_regular(self.path) as file:
                known, content = stamp_of(file.fileno()), file.read()
        except OSError as error:
            self.unread = why(error) if error.errno in WORDS else ""
            if self.unread:
                spare(self.path, self._aside)
            raise
        self._known, self.unread = known, ""
        spare(self.path, None)
        return json.loads(content)

    def set_aside(self) -> Path | None:
        """Gives the file another name, so that the next save does not overwrite it: at once or, where the disk refuses, when something
        is saved. None if there is no file."""
        aside = self._aside
        try:
            return self.path.replace(aside)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            spare(self.path, aside)
            return aside

    @property
    def _aside(self) -> Path:
        return self.path.with_suffix(time.strftime(".unreadable-%Y%m%d-%H%M%S"))

    def write(self, value: object, sync: bool) -> None:
        """Saves a value; without `sync`, a power failure may lose it until `sync` is called.

        If the disk does not take it, it is kept in memory and written later: see `trouble`.
        """
        content = json.dumps(value).encode()
        try:
            self._known, self._kept, self.unread = write_desk(self.path, content, sync), None, ""
            self._synced = sync
        except OSError as error:
            self._kept = keep_unsaved(self.path, content, why(error))
            self._synced = True

    def sync(self) -> bool:
        """Brings what was written without `sync` onto the disk; False if it cannot be, or if the file was deleted."""
        if self._synced:
            return self._known is None or self._kept is not None or os.path.exists(self.path)
        with suppress(OSError):
            with open(self.path, "rb+") as file:
                os.fsync(file.fileno())
            sync_folder(self.path.parent)
            self._synced = True
        return self._synced
