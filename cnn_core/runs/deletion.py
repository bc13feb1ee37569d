"""Deleting runs: at once for whoever lists them; for a while the folder is kept aside, so that it can be brought back."""

from __future__ import annotations

import os
import secrets
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from cnn_core.errors import RunError
from cnn_core.runs.folder import RunFolder
from cnn_core.runs.pretrained import PRETRAINED_PATH
from cnn_core.storage.atomic_write import sync_folder
from cnn_core.storage.disk import why
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.storage.reach import matching
from cnn_core.training.state import RunState

ASIDE, GONE = ".deleted-", ".gone-"
GRACE = 600.0
"""Seconds for which a deleted run can be brought back, unless the disk is full before."""
BETWEEN = 5.0
"""Seconds without a deletion after which the next one is another: those of one click follow each other at once."""
MAX_KNOWN = 4096
_lock = threading.Lock()
"""Held while it is settled whether a run comes back or goes for good."""


def set_aside(folder: RunFolder, owner: str | None = None, live: RunState | None = None) -> Path:
    """Takes a run out of all lists; where its folder is then. With `owner` (the key, not its mark) only theirs; `live` is its state
    if this process keeps it.

    Runs that went on from it, or took layers over from it, have their own copy of what they began with.
    RunError, and nothing has changed, if the folder is not a run folder of that owner, if the run waits or trains, or if the
    system refuses.
    """
    path = folder.path.resolve()
    if path == PRETRAINED_PATH.resolve():
        raise RunError("The network that comes with CNN Lab cannot be deleted.")
    if owner is not None and folder.meta.owner != owner_mark(owner):
        raise RunError(f"There is no run called {folder.id[:64]!r}.")
    if live is not None and not live.ended:
        raise RunError("That run waits or trains: stop it first, then delete it.")
    if folder.meta.id != path.name:
        raise RunError(
            f"{path} is not as CNN Lab made it: its run.json is that of the run {folder.meta.id[:64]!r}. Delete the folder by hand."
        )
    aside = path.with_name(f"{ASIDE}{path.name}-{secrets.token_hex(4)}")
    try:
        os.utime(path)  # the time from which the grace counts
        path.rename(aside)  # from here on no list shows it, whatever happens to its files
        sync_folder(path.parent)
    except OSError as error:
        raise RunError(f"The run cannot be deleted from {path.parent}: {why(error)}.") from None
    return aside


def delete_run(folder: RunFolder) -> None:
    """Deletes a run for good, whoever's it is; RunError as `set_aside`. What is aside for longer than the grace goes too."""
    _remove([set_aside(folder)], 0.0)
    remove_what_is_aside(folder.path.resolve().parent)


def bring_back(root: Path, run_id: str, owner: str) -> None:
    """Undoes the deletion of a run of this owner's; RunError if it is gone for good, or is theirs not."""
    with _lock:
        aside = next((each for each in _aside(root) if _is(each, run_id, owner)), None)
        if aside is None or (root / run_id).exists():
            raise RunError("That run is deleted for good: it cannot be brought back any more.")
        try:
            aside.rename(root / run_id)
            sync_folder(root)
        except OSError as error:
            raise RunError(f"The run cannot be brought back into {root}: {why(error)}.") from None


def deleted_last(root: Path, owner: str) -> tuple[str, ...]:
    """The runs that this owner deleted last, all of one click, while they can be brought back: from whichever tab, reloaded or not.

    Once those are back, they are the ones of the click before.
    """
    mark, mine = owner_mark(owner), []
    for aside in _aside(root):
        with suppress(OSError, RunError):
            when = aside.stat().st_mtime
            run, whose = _known(aside)
            if whose == mark and time.time() - when < GRACE and not (root / run).exists():
                mine.append((when, run))
    mine.sort(reverse=True)
    later = (when for when, _ in mine[:1] + mine)
    return tuple(run for _, run in takewhile(lambda each: next(later) - each[0] < BETWEEN, mine))


def remove_what_is_aside(root: Path, older: float = GRACE) -> bool:
    """Deletes for good what has been aside for so many seconds, also what earlier processes left; whether anything is still aside."""
    _remove(_aside(root), older)
    for gone in matching(root, f"{GONE}*"):  # an earlier process ended in the middle of it
        shutil.rmtree(gone, ignore_errors=True)
    return any(_aside(root))


def size_of(folder: RunFolder) -> int:
    """The bytes of all files of a run."""
    total = 0
    for file in folder.path.rglob("*"):
        with suppress(OSError):  # a temporary file, gone meanwhile
            total += file.stat().st_size if file.is_file() else 0
    return total


def _remove(asides: Iterable[Path], older: float) -> None:
    """Each gets another name before its files go, so that nobody, in no process, brings back a half of it."""
    for aside in asides:
        gone = aside.with_name(aside.name.replace(ASIDE, GONE, 1))
        with suppress(OSError):  # brought back, or removed by somebody else
            with _lock:
                if time.time() - aside.stat().st_mtime < older:
                    continue
                aside.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)


def _is(aside: Path, run_id: str, owner: str) -> bool:
    with suppress(RunError):
        return _known(aside) == (run_id, owner_mark(owner))
    return False


@lru_cache(MAX_KNOWN)
def _known(aside: Path) -> tuple[str, str]:
    """Its id and the mark of its owner, which nobody changes any more; RunError as `meta`."""
    meta = RunFolder(aside).meta
    return meta.id, meta.owner


def _aside(root: Path) -> Iterator[Path]:
    return matching(root, f"{ASIDE}*")
