"""The text of a lesson."""

from __future__ import annotations

import streamlit as st

from pages.widgets.state.presenting import presenting

WIDTH = 760


def say(text: str) -> None:
    """A paragraph, no wider than is comfortable to read; on a projector over the screen, so that the figure below is seen."""
    st.markdown(text, width="stretch" if presenting() else WIDTH)
