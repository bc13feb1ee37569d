"""Datasets and drawn sheets of images, kept in memory between runs of a page. Both are public and read-only, never a person's own."""

from __future__ import annotations

import streamlit as st

from cnn_core.data.dataset import Dataset
from cnn_core.data.load import load


@st.cache_resource(max_entries=4, show_spinner="Reading the images…")
def dataset(name: str) -> Dataset:
    """A dataset by name, read once for all sessions."""
    return load(name)


def dark() -> bool:
    """Whether the page is shown in the dark theme."""
    return st.context.theme.type == "dark"


def show_sheet(picture: bytes, alt: str, key: str) -> None:
    """Shows a drawn sheet pixel for pixel; where the screen is narrower, it scrolls sideways instead of shrinking."""
    with st.container(key=f"sheet-{key}"):
        st.image(picture, alt=alt)
