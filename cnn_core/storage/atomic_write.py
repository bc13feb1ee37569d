"""Writing a file so that a crash, a full disk or a pulled plug leaves either the old file or the new one, whole."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def atomic_write(path: Path, sync: bool = True) -> Iterator[BinaryIO]:
    """A file to write into that takes the name `path` only once all of it is on the disk.

    Temporary name in the same folder, flush, fsync, rename, fsync of the folder. On any error the temporary file goes and
    what `path` held before stays; the error (an OSError when the disk is full) goes on to the caller.

    Without `sync` the system brings it onto the disk when it likes, some seconds later: that is quick, and outlives the end of
    this process, but not a pulled plug.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with open(temporary, "xb") as file:
            yield file
            file.flush()
            if sync:
                os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    if sync:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder last. Windows cannot open a folder, and keeps names by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
