"""The tabs of the Evaluate page. A link may name the one that it opens; whoever comes back finds the one that was open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

TABS = ("Matrix", "Classes", "Mistakes", "Network")
KEY, OPEN = "evaluate tabs", "open tab of evaluate"


def tabs() -> Sequence[Any]:
    """A container for each tab, in order; `?tab=Mistakes` in the address opens that one."""
    state = st.session_state
    if (asked := st.query_params.get("tab")) is not None:
        del st.query_params["tab"]  # asked for once: after that the hand decides
        if asked in TABS:
            state[KEY] = asked
    if KEY not in state:
        state[KEY] = state.get(OPEN, TABS[0])

    def remember() -> None:
        state[OPEN] = state[KEY]

    state[OPEN] = state[KEY]
    # With a state, so that a message above them, which moves them to another place, leaves the open one open.
    return st.tabs(TABS, key=KEY, on_change=remember)
