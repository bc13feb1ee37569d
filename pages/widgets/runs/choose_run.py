"""Choosing one of one's own finished runs, or the network that came with the app."""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st

from cnn_core.data.catalogue import spoken_name
from cnn_core.runs import PRETRAINED, RunFolder, list_runs
from cnn_core.storage.home import home
from pages.widgets.runs.load_network import is_loaded, load_network
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session


def choose_run(*beside: Callable[[RunFolder], None]) -> RunFolder | None:
    """A menu of what can be used: runs that have been tested or loaded. The newest run that is still on is named above it.

    In its row stands the way to load another one, and what each of `beside` draws for the chosen one.
    """
    mine, lab = session(), laboratory()
    folders = {folder.id: folder for folder in tested_runs()}
    chosen = mine.run if mine.run in folders else next((name for name in reversed(folders) if name != PRETRAINED), PRETRAINED)
    if mine.run != chosen:
        st.info(
            "The run in the sidebar is not tested yet; until then this page shows another one.", icon=":material/hourglass_top:"
        )

    def report() -> None:
        if st.session_state["run choice"] in folders:  # a browser that has an old label sends that instead
            mine.show_run(st.session_state["run choice"])

    # Always set: on another page it is another widget, which would begin with the first entry, and labels change when a test is in.
    st.session_state["run choice"] = chosen
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Trained network",
            list(folders),
            key="run choice",
            format_func=lambda name: run_label(folders[name], lab.state(name).test_accuracy),
            on_change=report,
            width=520,
            help="Every run of yours that has been tested, newest first, those you loaded, and the network that came with the app.",
        )
        load_network()
        for draw in beside:
            draw(folders[chosen])
    return folders[chosen]


def tested_runs() -> list[RunFolder]:
    """The network that came with the app, then this person's runs that have been tested or loaded, newest first."""
    mine, lab = session(), laboratory()
    own = (f for f in list_runs(home() / "runs", mine.owner) if lab.state(f.id).test_accuracy is not None or is_loaded(f))
    return [lab.folder(PRETRAINED), *own]


def run_label(folder: RunFolder, accuracy: float | None) -> str:
    """Network, data, accuracy and when it was made."""
    meta = folder.meta
    moment = time.strftime("%d %b, %H:%M", time.localtime(meta.created))
    kind = "came with the app" if folder.id == PRETRAINED else f"loaded {moment}" if is_loaded(folder) else moment
    percent = "" if accuracy is None else f", {accuracy:.2%}"
    return f"{meta.experiment.architecture.name} on {spoken_name(meta.experiment.data.dataset)}{percent} ({kind})"
