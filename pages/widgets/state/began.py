"""When a run of this person began, as all pages say it."""

from __future__ import annotations

import threading
from datetime import date

import streamlit as st

from cnn_core.runs import RunResult
from cnn_core.runs.began import Moment, moments
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session

_LOCK = threading.Lock()


def began(run: RunResult) -> str:
    """`18:23`, or `28 Nov, 18:23` of another day than today, with its seconds where an earlier run of theirs began in that minute: two
    runs that are called by their network and this are told apart."""
    day, time = moment_of(run)
    return time if day == date.today() else f"{day:%d %b}, {time}"


def moment_of(run: RunResult) -> Moment:
    """The day and the time of day. They are the same in all tabs, and stay when another run is deleted, until the app is started again.
    All runs are looked at for a new one only."""
    lab, owner = laboratory(), session().owner
    known = _known(str(lab.root), owner)
    if run.id not in known:
        every = {each.id: each for each in (run, *lab.runs(owner))}
        with _LOCK:
            known.update(moments(every.values(), known))
    return known[run.id]


@st.cache_resource(max_entries=1000, show_spinner=False)
def _known(root: str, owner: str) -> dict[str, Moment]:
    return {}
