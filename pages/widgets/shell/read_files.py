"""Pictures of chosen files on their way: read in sandboxed processes in the background, once per choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cnn_core.data.background import Background
from cnn_core.uploads.many_pictures import ReadPicture, read_pictures
from cnn_core.uploads.picture_batch import read_batch
from pages.widgets.shell.progress import show_progress

READING, PATIENCE = "own picture being read", 1.5
"""Where the work is kept. A file that is read within this many seconds appears in the same run of the page; otherwise the page looks again."""


def reading_of(files: Sequence[UploadedFile]) -> Background[list[ReadPicture]]:
    """The files being read; started once, so that a rerun does not read them again. What was chosen before is no longer read."""
    ids = tuple(file.file_id for file in files)
    kept: tuple[tuple[str, ...], Background[list[ReadPicture]]] | None = st.session_state.get(READING)
    if kept is not None and kept[0] == ids:
        return kept[1]
    forget_reading()
    contents = [(file.name, file.getvalue()) for file in files]
    reading = Background(lambda progress: read_pictures(contents, read_batch, progress))
    st.session_state[READING] = (ids, reading)
    reading.wait(PATIENCE)
    return reading


def forget_reading() -> None:
    """Nobody waits any more for files that were put away."""
    kept = st.session_state.pop(READING, None)
    if kept is not None:
        kept[1].cancel()


def waiting(words: str, work: Background[Any]) -> None:
    """How far work is that the page follows; of much, with the time left and a way to end it."""
    show_progress(work, words)
    if work.total > 1 and not work.cancelled:
        st.button("Cancel", icon=":material/close:", on_click=work.cancel, key=f"cancel {words}")
