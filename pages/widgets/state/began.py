"""When a run of this person began, as all pages say it."""

from __future__ import annotations

import streamlit as st

from cnn_core.runs import RunResult
from cnn_core.runs.began import moments
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session

MOMENTS = "moments of runs"


def began(run: RunResult) -> str:
    """`18:23`, or with its seconds where an earlier run of theirs began in that minute: two runs that are called by their network and this
    are told apart. All runs are looked at for a new one only."""
    known: dict[str, str] = st.session_state.get(MOMENTS, {})
    if run.id not in known:
        every = {each.id: each for each in (run, *laboratory().runs(session().owner))}
        known = st.session_state[MOMENTS] = moments(every.values())
    return known[run.id]
