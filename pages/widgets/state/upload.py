"""An upload of own images: the file on the disk, what was found in it, and the dataset made of it."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol, TypeVar, cast

import streamlit as st

from cnn_core.data.background import Background, Progress
from cnn_core.uploads.files.called import called, title_of
from cnn_core.uploads.files.members import pack
from cnn_core.uploads.in_sandbox import Taken, look_into, take
from cnn_core.uploads.making.found import Found, Wish
from cnn_core.uploads.making.settling import OUT

KEY = "upload of own images"
TURN = 0.2
"""Seconds between two looks whether it is one's turn to read the file."""
Answer = TypeVar("Answer")


class UploadedFile(Protocol):
    """What Streamlit gives for a file that was chosen; of a chosen folder, the name has the path in it."""

    name: str

    def getvalue(self) -> bytes:
        """Its bytes, without a copy; `getbuffer` would make one."""


@dataclass
class Upload:
    """Lives in one session; its file has no name on the disk, and is gone with it.

    One process at a time reads the file, since all share its place in it; what a newer answer has overtaken is ended.
    """

    name: str
    file: BinaryIO
    looking: Background[Found] = field(init=False)
    taking: Background[Taken] | None = None
    answers: dict[str, str] = field(default_factory=dict)
    before: tuple[Found, dict[str, str]] | None = None
    """What was found last, and with which answers, so that a refused answer can be taken back."""
    pressed: bool = False
    """Whether a dataset shall be made of it, with what is chosen once all that a browser told with the press has been heard."""
    instead_of: str = ""
    """The dataset that was on the desk when the making began."""
    told: bool = False
    """Whether a page has said why none could be made."""
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._look()

    @property
    def found(self) -> Found | None:
        return self.looking.answer if self.looking.ended else None

    @property
    def making(self) -> bool:
        """Whether a dataset is made of it, or was made and is still to be chosen."""
        return self.taking is not None and not self.taking.problem

    @property
    def title(self) -> str:
        """A name to begin with, from the file's own."""
        return title_of(self.name)

    def answer(self, key: str, option: str) -> None:
        """Looks again, with another answer to a question; what was found until then is kept in case that fails."""
        answers = {**self.answers, key: option}
        if self.found is not None:
            self.before = self.found, self.answers
        self.close()
        self.answers, self.taking, self.pressed = answers, None, False
        self._look()

    def take_back(self) -> None:
        """Forgets what was answered since something was found last: the upload cannot be used with it, or that was cancelled."""
        assert self.before is not None
        self.looking.cancel()
        found, self.answers = self.before
        self.looking = Background(lambda _: found)

    def stop_making(self) -> None:
        """Ends the making of the dataset, unless it is made: what was found stands again, and what was chosen with it."""
        if self.taking is not None and self.taking.answer is None:
            self.taking.cancel()
            self.taking = None

    def press(self) -> None:
        """A dataset shall be made of it, unless what was found is not there any more: it has been answered anew."""
        self.pressed = self.found is not None

    def take(self, wish: Wish, title: str | None, owner: str, left_out: Sequence[str] = (), instead_of: str = "") -> None:
        """Begins to make a dataset of it; nothing happens while that goes on or once it has succeeded.

        `left_out` are the keys of classes that are not used; without a title it is called as before, or as its file.
        """
        self.pressed = False
        if self.taking is not None and not self.taking.problem:
            return
        answers = {**self.answers, **dict.fromkeys(left_out, OUT)}
        self.instead_of, self.told = instead_of, False
        self.taking = self._alone(lambda progress: take(self.file, self.name, wish, title, owner, progress, answers))

    def _look(self) -> None:
        answers = dict(self.answers)
        self.looking = self._alone(lambda progress: look_into(self.file, self.name, progress, answers))

    def _alone(self, work: Callable[[Progress], Answer]) -> Background[Answer]:
        """The work in a thread, once no other reads the file; it can be cancelled while it waits for that."""

        def run(progress: Progress) -> Answer:
            while not self._turn.acquire(timeout=TURN):
                progress(0, 0)
            try:
                return work(progress)
            finally:
                self._turn.release()

        return Background(run)

    def close(self) -> None:
        """Ends what is on its way."""
        self.looking.cancel()
        if self.taking is not None:
            self.taking.cancel()


def begin(files: Sequence[UploadedFile]) -> Upload:
    """Begins to look into one file, or into several taken together, such as all of a folder."""
    names = [each.name.replace("%22", '"') for each in files]  # what browsers write for it
    name = called(names)
    file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  (it outlives this function, and is closed when it is forgotten)
    if len(files) == 1 and "/" not in names[0]:
        file.write(files[0].getvalue())
    else:
        pack(((own, each.getvalue()) for own, each in zip(names, files, strict=True)), file)
    file.flush()
    return Upload(name, file)


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
