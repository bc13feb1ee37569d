"""The text of a lesson, and the place for what moves in it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.widgets.state.presenting import presenting

WIDTH = 760


def say(text: str) -> None:
    """A paragraph, no wider than is comfortable to read; on a projector over the screen, so that the figure below is seen."""
    st.markdown(text, width="stretch" if presenting() else WIDTH)


def note(text: str) -> None:
    """A line or two about a figure, no wider than a paragraph."""
    st.caption(text, width="stretch" if presenting() else WIDTH)


def instrument() -> DeltaGenerator:
    """For the figure of a lesson with what moves it: below the paragraph before, and beside all paragraphs where the screen is wide."""
    return st.container(key="lesson-instrument")
