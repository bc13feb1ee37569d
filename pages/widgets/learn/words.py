"""How a lesson speaks."""

from __future__ import annotations

import streamlit as st

WIDTH = 760


def say(text: str) -> None:
    """A paragraph of ours, no wider than one likes to read."""
    st.markdown(text, width=WIDTH)
