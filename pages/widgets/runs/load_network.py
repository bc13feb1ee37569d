"""Loading a network from a file, and the notes on a loaded network."""

from __future__ import annotations

import streamlit as st

from cnn_core.data.load import find
from cnn_core.errors import LabError
from cnn_core.runs import RunFolder
from cnn_core.runs.bundle import MAX_BYTES
from cnn_core.runs.loading import stored_figures
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session

UPLOADS = "uploads of networks"
WORDS = {"test_accuracy": "{:.2%} right on its test images", "val_accuracy": "{:.2%} right on its validation images"}


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


def _load(key: str) -> None:
    file = st.session_state[key]
    if file is None:
        return
    mine = session()
    st.session_state[UPLOADS] += 1  # an uploader with a new key is empty again, and its popover closed
    try:
        mine.show_run(laboratory().load(file.getvalue(), mine.owner, mine.experiment))
    except LabError as error:
        refuse(str(error))
        return
    st.toast("The network is loaded and chosen.", icon=":material/check:")


def tested_here(folder: RunFolder) -> bool:
    """Says of a loaded run where it comes from; whether there is a test of it to show, or else offers to make one."""
    run = laboratory().result(folder.id)
    tested = run.test_accuracy is not None
    if not run.loaded:
        if not tested:
            st.info("This run was stopped before its test was done.", icon=":material/hourglass_empty:")
            _offer_test(folder)
        return tested
    figures = stored_figures(folder)
    claims = [words.format(figures[name]) for name, words in WORDS.items() if name in figures]
    claim = f"According to the file: {', '.join(claims)}." if claims else "The file gives no figures for it."
    here = "" if tested else " It has not been tested here yet."
    st.info(escape_markdown(f"This network was loaded from a file. {claim}{here}"), icon=":material/upload_file:")
    if not tested:
        _offer_test(folder)
    return tested


def _offer_test(folder: RunFolder) -> None:
    lab = laboratory()
    name = folder.meta.experiment.data.dataset
    missing = find(name) is None
    wait = "" if lab.status.ready else f"One moment: {lab.status.words}"
    why_not = f"The images of {name} are not on this machine yet: see the Data page." if missing else wait
    pressed = st.button(
        "Test it here",
        type="primary",
        icon=":material/fact_check:",
        disabled=missing or not lab.status.ready,
        help=escape_markdown(why_not) or "Evaluates it on all test images of its dataset, and shows the results on this page.",
        key="test loaded",
    )
    if why_not:
        st.caption(escape_markdown(why_not))
    if pressed:
        with st.spinner("Testing on the test images…"):
            lab.examine(folder.id)
        st.rerun()
