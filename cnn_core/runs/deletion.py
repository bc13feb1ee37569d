"""Deleting runs: at once for whoever lists them, then file by file."""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from cnn_core.errors import RunError
from cnn_core.runs.folder import RunFolder
from cnn_core.runs.pretrained import PRETRAINED_PATH
from cnn_core.storage.atomic_write import sync_folder
from cnn_core.storage.disk import why
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.training.state import RunState

ASIDE = ".deleted-"


def delete_run(folder: RunFolder, owner: str | None = None, live: RunState | None = None) -> None:
    """Deletes a run for good. With `owner` (the key, not its mark) only theirs; `live` is its state if this process keeps it.

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
        path.rename(aside)  # from here on no list shows it, whatever happens to its files
        sync_folder(path.parent)
    except OSError as error:
        raise RunError(f"The run cannot be deleted from {path.parent}: {why(error)}.") from None
    _remove_what_is_aside(path.parent)


def size_of(folder: RunFolder) -> int:
    """The bytes of all files of a run."""
    total = 0
    for file in folder.path.rglob("*"):
        with suppress(OSError):  # a temporary file, gone meanwhile
            total += file.stat().st_size if file.is_file() else 0
    return total


def _remove_what_is_aside(root: Path) -> None:
    """Also what an earlier deletion left behind when it was cut off."""
    for aside in root.glob(f"{ASIDE}*"):
        shutil.rmtree(aside, ignore_errors=True)
