"""Loading a network from a file."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from cnn_core.errors import LabError
from cnn_core.runs.bundle import MAX_BYTES
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session
from pages.widgets.state.uploads import release, uploaded

UPLOADS = "uploads of networks"
MAX_NAME = 40


def load_network() -> None:
    """A popover that takes a file; the network in it becomes the chosen run."""
    key = f"load network {st.session_state.setdefault(UPLOADS, 0)}"
    with st.popover("Load a network", icon=":material/upload_file:", key=f"{key} popover"):
        st.file_uploader(
            "A bundle (.zip), or a .keras or .h5 file",
            type=["zip", "keras", "h5"],
            key=key,
            on_change=_load,
            args=(key,),
            max_upload_size=MAX_BYTES >> 20,
            width=330,
        )
        st.caption(
            "It is added to your trained networks. A .keras or .h5 file does not say what it was trained "
            f"from: it is taken for {session().entry.title}, with pixels from 0 to 1."
        )


def name_of(file: str) -> str:
    """The name of a file without folder and ending, as the name of a network; empty if nothing of it can be read."""
    stem = "".join(mark if mark.isprintable() else " " for mark in PurePath(file).stem)
    return " ".join(stem.split())[:MAX_NAME].strip()


def _load(key: str) -> None:
    files = uploaded(key)
    if not files:
        return
    mine = session()
    st.session_state[UPLOADS] += 1  # an uploader with a new key is empty again, and its popover closed
    content = files[0].getvalue()
    release(files)
    try:
        mine.show_run(laboratory().load(content, mine.owner, mine.experiment, name_of(files[0].name)))
    except LabError as error:
        refuse(str(error))
        return
    st.toast("The network is loaded and chosen.", icon=":material/check:")
