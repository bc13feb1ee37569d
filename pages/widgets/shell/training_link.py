"""That a training is on, for screens where the sidebar, which says so, is a drawer."""

from __future__ import annotations

import streamlit as st

from cnn_core.training.progress import progress, sentence
from pages.widgets.shell.clocks import LIVE
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.shell.other_runs import other_runs, others_on
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.run_state import run_state
from pages.widgets.state.session import session


def training_link(page: str) -> None:
    """How far the run in hand is, or what else trains, as a link in a corner of every page but Train, which says more."""
    with st.container(key="narrow-training"):
        if page != "Train":
            on = others_on() or not run_state(session().run).ended
            fragment(_link, LIVE if on else None, key="training link")()


def _link() -> None:
    run = session().run
    state = run_state(run)
    if not state.ended:
        words = progress(state).line.split(",")[0] if laboratory().place(run) is None else "Waiting to train"
        st.page_link("pages/train.py", label=escape_markdown(words), icon=":material/play_circle:")
    elif others := other_runs(run):
        st.page_link("pages/compare.py", label=escape_markdown(sentence(others)), icon=":material/play_circle:")
