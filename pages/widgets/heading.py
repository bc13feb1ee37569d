"""The first two lines of every page: its name, and what to do here."""

from __future__ import annotations

import streamlit as st

from pages.widgets.navigation import come_through_app


def heading(title: str, purpose: str) -> None:
    """A title and one line under it."""
    come_through_app()
    with st.container(gap="xxsmall"):
        st.title(title, anchor=False)
        st.caption(purpose)
