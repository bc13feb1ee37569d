"""Choosing one of one's own finished runs, or the network that came with the app."""

from __future__ import annotations

import time

import streamlit as st

from cnn_core.home import home
from cnn_core.runs import RunFolder, list_runs
from pages.widgets.fields import controlled
from pages.widgets.laboratory import laboratory
from pages.widgets.session import PRETRAINED, session


def choose_run() -> RunFolder | None:
    """A menu of what can be used: runs with weights and a test result. The newest run that is still on is named above it."""
    mine, lab = session(), laboratory()
    folders = {PRETRAINED: lab.folder(PRETRAINED)}
    folders |= {f.id: f for f in list_runs(home() / "runs", mine.owner) if lab.state(f.id).test_accuracy is not None}
    chosen = mine.run if mine.run in folders else next((name for name in reversed(folders) if name != PRETRAINED), PRETRAINED)
    if mine.run != chosen:
        st.info(
            "The run in the sidebar is not tested yet; until then this page shows another one.", icon=":material/hourglass_top:"
        )

    def report() -> None:
        mine.show_run(st.session_state["run choice"])

    controlled("run choice", chosen)
    st.selectbox(
        "Trained network",
        list(folders),
        key="run choice",
        format_func=lambda name: _label(folders[name], lab.state(name).test_accuracy),
        on_change=report,
        width=520,
        help="Every run of yours that has been tested, newest first, and the network that came with the app.",
    )
    return folders[chosen]


def _label(folder: RunFolder, accuracy: float | None) -> str:
    meta = folder.meta
    kind = "came with the app" if folder.id == PRETRAINED else time.strftime("%d %b, %H:%M", time.localtime(meta.created))
    percent = "" if accuracy is None else f", {accuracy:.2%}"
    return f"{meta.experiment.architecture.name} on {meta.experiment.data.dataset}{percent} ({kind})"
