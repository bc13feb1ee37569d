"""The layer that the network editor is to choose: one that something else than a hand in it has changed."""

from __future__ import annotations

import streamlit as st

SHOWN = "layer to be shown"


def show_layer(number: int | None) -> None:
    """Has the editor choose the layer with this number, once, wherever it is drawn next; nothing for None."""
    if number is not None:
        st.session_state[SHOWN] = {"id": number, "n": st.session_state.get(SHOWN, {"n": 0})["n"] + 1}


def layer_to_show() -> dict[str, int] | None:
    """The number of the layer, and which request it is: the editor carries out each once."""
    found: dict[str, int] | None = st.session_state.get(SHOWN)
    return found
