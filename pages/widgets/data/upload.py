"""An upload of own images: the file on the disk, what was found in it, and the dataset made of it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO, Protocol, cast

import streamlit as st

from cnn_core.data.background import Background
from cnn_core.data.entry import Entry
from cnn_core.uploads.found import Found, Wish
from cnn_core.uploads.in_sandbox import look_into, take
from cnn_core.uploads.members import packed_together

KEY = "upload of own images"
MAX_TITLE = 40


class UploadedFile(Protocol):
    """What Streamlit gives for a file that was chosen."""

    name: str

    def getvalue(self) -> bytes:
        """Its bytes."""


@dataclass
class Upload:
    """Lives in one session; its file has no name on the disk, and is gone with it."""

    name: str
    file: BinaryIO
    looking: Background[Found]
    taking: Background[Entry] | None = None

    @property
    def found(self) -> Found | None:
        return self.looking.answer if self.looking.ended else None

    @property
    def title(self) -> str:
        """A name to begin with, from the file's own."""
        stem = re.sub(r"[^\w .,()&'-]|_", " ", PurePath(self.name).stem)
        return " ".join(stem.split()).lstrip(".,()&'- ")[:MAX_TITLE].strip() or "My images"

    def take(self, wish: Wish, title: str, owner: str) -> None:
        """Begins to make a dataset of it; nothing happens while that goes on or once it has succeeded."""
        if self.taking is not None and not self.taking.problem:
            return
        self.taking = Background(lambda progress: take(self.file, self.name, wish, title, owner, progress))

    def close(self) -> None:
        self.looking.cancel()
        if self.taking is not None:
            self.taking.cancel()


def begin(files: Sequence[UploadedFile]) -> Upload:
    """Begins to look into one file, or into several taken together."""
    name = files[0].name if len(files) == 1 else f"{files[0].name} and {len(files) - 1} more"
    content = files[0].getvalue() if len(files) == 1 else packed_together([(each.name, each.getvalue()) for each in files])
    file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  (it outlives this function, and is closed when it is forgotten)
    file.write(content)
    file.flush()
    return Upload(name, file, Background(lambda progress: look_into(file, name, progress)))


def current() -> Upload | None:
    """The upload of this session."""
    found: Upload | None = st.session_state.get(KEY)
    return found


def put(upload: Upload) -> None:
    """Makes it the upload of this session, in place of another."""
    drop()
    st.session_state[KEY] = upload


def drop() -> None:
    """Forgets the upload."""
    upload = st.session_state.pop(KEY, None)
    if upload is not None:
        upload.close()
