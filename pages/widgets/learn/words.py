"""The text of a lesson."""

from __future__ import annotations

import streamlit as st

WIDTH = 760


def say(text: str) -> None:
    """A paragraph, no wider than is comfortable to read."""
    st.markdown(text, width=WIDTH)
