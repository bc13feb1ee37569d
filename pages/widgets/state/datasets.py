"""Datasets and drawn sheets of images, kept in memory between runs of a page: those of the catalogue for all sessions, a person's
own in their session alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from cnn_core.data.dataset import Dataset
from cnn_core.data.load import find, load_local
from cnn_core.data.own import belongs, is_own, unknown
from cnn_core.figures.sheet import sheet
from pages.widgets.state.owner import owner
from pages.widgets.state.presenting import enlargement

OWN = "own dataset"


def dataset(name: str) -> Dataset:
    """A dataset by name, read once; never downloaded. DatasetError if there is no good copy on this machine."""
    return _own(name) if is_own(name) else _of_all(name)


@st.cache_resource(max_entries=4, show_spinner="Reading the images…")
def _of_all(name: str) -> Dataset:
    return load_local(name)


def _own(name: str) -> Dataset:
    """Only for its owner; read again after it was removed or uploaded again."""
    if not belongs(name, owner()):
        raise unknown(name)
    kept: Dataset | None = st.session_state.get(OWN)
    if kept is None or kept.name != name or find(name) is None:
        st.session_state.pop(OWN, None)
        with st.spinner("Reading the images…"):
            st.session_state[OWN] = kept = load_local(name)
    return kept


def dark() -> bool:
    """Whether the page is shown in the dark theme."""
    return st.context.theme.type == "dark"


def drawn_sheet(
    images: np.ndarray,
    captions: Sequence[str] | None,
    columns: int,
    cell: int,
    *,
    colour_map: str | None = None,
    highlight: Sequence[bool] | None = None,
    pixel_max: float | None = None,
) -> bytes:
    """A sheet of images (n, h, w, c) in the colours of the page; before an audience larger, as is what is written on it."""
    return sheet(images, captions, columns, cell, dark(), colour_map, highlight, pixel_max, enlargement())


def show_sheet(picture: bytes, alt: str, key: str) -> None:
    """Shows a drawn sheet pixel for pixel; where the screen is narrower, it scrolls sideways instead of shrinking. Before an audience
    nobody scrolls: there it shrinks to its column."""
    with st.container(key=f"sheet-{key}"):
        st.image(picture, alt=alt)
