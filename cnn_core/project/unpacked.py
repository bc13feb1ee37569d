"""A project that a sandboxed process has unpacked into a folder, which is read as if anybody might have written there."""

from __future__ import annotations

import json
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cnn_core.errors import RunError
from cnn_core.plan.record import MAX_BYTES, MAX_PLANS
from cnn_core.project.parts import MAX_JSON, Part, is_member, parts_in, plans_in, refused
from cnn_core.sandbox.child import Progress, run_child
from cnn_core.sandbox.limits import environment
from cnn_core.text import plural

SECONDS = 180.0
MAX_SAID, MAX_WORDS = 100, 400
LEFT_OUT = "left-out.json"
_one = threading.Lock()
"""One project at a time is unpacked: each takes memory for all of its file."""


class Unpacked:
    """The parts below a folder, and why others were left out."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        found = (Path(place) / name for place, _, names in os.walk(folder) for name in names)
        self._names = {
            name: path for path in found if is_member(name := path.relative_to(folder).as_posix()) and not path.is_symlink()
        }

    @property
    def left_out(self) -> list[str]:
        said = json.loads((self._folder / LEFT_OUT).read_bytes()[:MAX_JSON])
        more = len(plans_in(self._names)) - MAX_PLANS
        words = [f"{plural(more, 'plan')} are left out: a project brings at most {MAX_PLANS}."] if more > 0 else []
        return words + [str(each)[:MAX_WORDS] for each in said[:MAX_SAID]]

    def read(self, name: str) -> bytes | None:
        """A file that stands alone; None if there is none."""
        return self._names[name].read_bytes() if name in self._names else None

    def plans(self) -> list[str]:
        """The files of plans."""
        return plans_in(self._names)[:MAX_PLANS]

    def plan(self, name: str) -> bytes:
        """One of them; of a file that is too long for a plan only so much that it can be told."""
        with self._names[name].open("rb") as file:
            return file.read(MAX_BYTES + 1)

    def parts(self, kind: str) -> list[Part]:
        """All "datasets" or all "runs"."""
        return list(parts_in(self._names, kind, lambda name: self._names[name].read_bytes()))


@contextmanager
def unpacked(upload: BinaryIO, name: str, progress: Progress) -> Iterator[Unpacked]:
    """The project in a file that anybody may have made, while the context lasts; RunError says in a sentence why it is not let in."""
    while not _one.acquire(timeout=0.2):
        progress(0, 0)
    try:
        with tempfile.TemporaryDirectory(prefix="cnn-lab-") as place:
            folder = Path(place) / "project"
            folder.mkdir()
            run_child("cnn_core.project", [str(folder)], upload, Path(place), environment(), SECONDS, name, progress, RunError)
            if not (folder / LEFT_OUT).is_file():
                raise refused("the process that reads it gave no answer")
            yield Unpacked(folder)
    finally:
        _one.release()
