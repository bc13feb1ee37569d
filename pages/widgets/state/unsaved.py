"""What the disk did not take: desks that stay in memory, for all tabs of their browser, until it does."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cnn_core.storage.atomic_write import atomic_write

RETRY_SECONDS = 2.0
Stamp = tuple[int, ...]


@dataclass
class Unsaved:
    """The content of a file that could not be written, and why; `stamp` is that of the file once it could."""

    content: bytes
    reason: str
    stamp: Stamp | None = None


_waiting: dict[Path, Unsaved] = {}
_spared: dict[Path, Path] = {}
"""Files that nobody could read -> the names that they get before something else is written in their place."""
_lock = threading.RLock()
_threads: list[threading.Thread] = []


def unsaved(path: Path) -> Unsaved | None:
    """What waits to be written there."""
    return _waiting.get(path)


def keep_unsaved(path: Path, content: bytes, reason: str) -> Unsaved:
    """Keeps what should be in a file, and tries to write it every two seconds until it is."""
    with _lock:
        _waiting[path] = kept = Unsaved(content, reason)
        if not any(thread.is_alive() for thread in _threads):
            _threads[:] = [threading.Thread(target=_retry, name="save desks", daemon=True)]
            _threads[0].start()
    return kept


def spare(path: Path, aside: Path | None) -> None:
    """Has what stands in a file kept under another name when the file is written next; None: it may be overwritten again."""
    with _lock:
        if aside is None:
            _spared.pop(path, None)
        else:
            _spared.setdefault(path, aside)


def write_desk(path: Path, content: bytes, sync: bool) -> Stamp:
    """Writes a file, in place of what waits for that, and returns its stamp. OSError if it cannot be."""
    with _lock:
        path.parent.mkdir(parents=True, exist_ok=True)
        if (aside := _spared.get(path)) is not None:
            with suppress(FileNotFoundError):
                path.replace(aside)
            del _spared[path]
        with atomic_write(path, sync) as file:
            file.write(content)
            file.flush()
            found = stamp_of(file.fileno())
        _waiting.pop(path, None)
        return found


def save_waiting() -> None:
    """Tries once to write all that waits."""
    for path in list(_waiting):
        with _lock, suppress(OSError):
            if (kept := _waiting.get(path)) is not None:
                kept.stamp = write_desk(path, kept.content, True)


def stamp_of(file: int | Path) -> Stamp:
    """What tells this state of a file from others. OSError if there is none."""
    found = os.stat(file)
    return found.st_ino, found.st_mtime_ns, found.st_size


def _retry() -> None:
    while True:
        time.sleep(RETRY_SECONDS)
        save_waiting()
        with _lock:
            if not _waiting:
                _threads.clear()
                return
