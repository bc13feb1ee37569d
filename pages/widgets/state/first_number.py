"""The layer that a link to the Explain page opens first, by what a lesson is about."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cnn_core.spec import AveragePooling2D, Conv2D, Layer, MaxPooling2D
from cnn_core.spec.architecture import Architecture
from cnn_core.summary import summarise
from pages.widgets.state.explained_image import first_part

OPENED = "number to open"
KINDS: dict[str, Callable[[Layer], bool]] = {
    "kernel": lambda layer: isinstance(layer, Conv2D),
    "pooling": lambda layer: isinstance(layer, MaxPooling2D | AveragePooling2D),
    "softmax": lambda layer: getattr(layer, "activation", "") == "softmax",
}


def first_number(architecture: Architecture, what: str) -> int | None:
    """The first layer of the kind that "kernel", "pooling" or "softmax" stands for, or the one of this number, counted from 0; None if there is
    none."""
    rows = summarise(architecture).rows
    fits = KINDS.get(what)
    return next((row.index for row in rows if (fits(row.layer) if fits else what == str(row.index))), None)


def number_asked_for(architecture: Architecture) -> int | None:
    """The layer that the address of the page asked for when it was opened."""
    asked = st.query_params.get("open")
    if asked is not None:
        del st.query_params["open"]
        st.session_state[OPENED] = asked
        first_part()
    return first_number(architecture, st.session_state.get(OPENED, ""))


def open_layer(layer: int) -> None:
    """The Explain page opens this layer first. For callbacks that lead there."""
    st.session_state[OPENED] = str(layer)
    first_part()


def forget_number() -> None:
    """Whoever has clicked a number looks at what they want: other runs and images open as if no link had led here."""
    st.session_state.pop(OPENED, None)
