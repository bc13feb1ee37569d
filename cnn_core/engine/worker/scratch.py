"""The folder in which a worker keeps files for a moment."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path


def use_scratch(folder: str) -> None:
    """What TensorFlow writes lies in the worker's own folder, and goes with it, also where it is killed."""
    tempfile.tempdir = folder


def make_scratch() -> None:
    """Makes the folder again where it was deleted, as with the laboratory's home: without it no file of a network could be made until the
    worker is started anew. Called by the tasks that need it, so that a home which was moved away stays away until somebody works in it."""
    folder = Path(tempfile.gettempdir())
    with suppress(OSError):  # a disk that is full or read-only: whoever writes there says so
        for each in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
            each.mkdir(mode=0o700, exist_ok=True)  # `parents=True` would make those above open to every account
