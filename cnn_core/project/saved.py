"""A project that is written to the disk until it is downloaded, and goes with whoever holds it."""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from cnn_core.errors import RunError
from cnn_core.project.writing import Contents, Written, write_project
from cnn_core.sandbox.child import Progress
from cnn_core.storage.disk import why


@dataclass(frozen=True, eq=False)
class SavedProject:
    """A file without a name, so that nobody else opens it and nothing is left of it: its bytes, their sha256, and what it holds."""

    file: BinaryIO
    size: int
    sha256: str
    written: Written
    _reading: threading.Lock = field(default_factory=threading.Lock)

    def content(self) -> bytes:
        """All of the file, from any thread."""
        with self._reading:
            self.file.seek(0)
            return self.file.read()


def saved_project(contents: Contents, folder: Path, progress: Progress) -> SavedProject:
    """Writes the project in this folder, which may lie on a larger disk than temporary files do; RunError as `write_project`, or where
    the disk does not take it. Its room is free again once nobody holds what is returned."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = cast(BinaryIO, tempfile.TemporaryFile(dir=folder))  # noqa: SIM115  (it outlives this function)
        written = write_project(file, contents, progress)
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        digest = hashlib.file_digest(cast(Any, file), "sha256")
        return SavedProject(file, size, digest.hexdigest(), written)
    except OSError as error:
        raise RunError(f"The project cannot be saved in {folder}: {why(error)}.") from None
