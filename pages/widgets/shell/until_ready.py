"""What waits for the engine, which loads TensorFlow for some seconds after the app was started."""

from __future__ import annotations

import streamlit as st

from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import run_by_itself

REFRESH = 1.0


def until_ready(what: str) -> bool:
    """Whether the engine is ready; if not, it is said that `what` ("The maps come") does in a moment, and then the whole page runs."""
    if not laboratory().status.ready:
        fragment(_wait, REFRESH)(what)
        return False
    return True


def _wait(what: str) -> None:
    status = laboratory().status
    if status.ready:
        run_by_itself()  # the whole page, and the clock of this fragment stops
    st.caption(f":material/hourglass_top: {what} in a moment: {escape_markdown(status.error or status.words)}")
