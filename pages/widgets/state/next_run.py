"""What was queued behind the chosen run: pages go on showing that to its end, and go over to the next one when it trains."""

from __future__ import annotations

import streamlit as st

from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.run_state import run_state
from pages.widgets.state.session import session

QUEUED = "queued behind the chosen run"
"""The chosen run, and those that were queued in this tab while it was on. Of another one that is chosen since, nothing follows."""


def queue_behind(shown: str, run: str) -> None:
    """For callbacks: this run comes after the one that pages show."""
    before, queued = st.session_state.get(QUEUED, ("", ()))
    st.session_state[QUEUED] = shown, (*(queued if before == shown else ()), run)


def next_run() -> str | None:
    """The run that pages go over to now: it trains, and the one that they show has ended. None while there is no such run."""
    shown, queued = st.session_state.get(QUEUED, ("", ()))
    mine, lab = session(), laboratory()
    if mine.run != shown or not run_state(shown).ended:
        return None
    on = lab.active(mine.owner)
    return next((run for run in queued if run in on and lab.place(run) is None), None)


def go_over() -> None:
    """Shows the next run, if it is time, before anything of the page is drawn."""
    if (run := next_run()) is not None:
        queued = st.session_state[QUEUED][1]
        session().show_run(run)
        st.session_state[QUEUED] = run, queued[queued.index(run) + 1 :]
