"""The first two lines of every page: its title and its purpose."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from pages.widgets.shell.navigation import come_through_app


def heading(title: str, purpose: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """A title and one line under it; `width="content"` leaves room for something beside it."""
    come_through_app()
    with st.container(gap="xxsmall", width=width, key="heading"):
        st.title(title, anchor=False)
        st.caption(purpose)
