"""The small pad in the sidebar of every page but Draw."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st
from streamlit.errors import StreamlitAPIException

from cnn_core.errors import DatasetError, RunError
from cnn_core.runs import PRETRAINED, RunFolder
from pages.widgets.components.pad import draw_on, strokes
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.drawing import names_of
from pages.widgets.state.fragment_keys import EXPLAIN, NETWORK_EDITOR
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.layer_outputs import follow_drawing
from pages.widgets.state.session import session

FOLLOWED = "followed drawing"


def sidebar_pad() -> None:
    """The run in hand reads what is drawn here, or the network that came with the app."""
    fragment(_sidebar_pad, key="sidebar pad")()


def _sidebar_pad() -> None:
    folder = _reader()
    draw_on("small pad", folder, small=True, on_rested=_rested)
    name = (
        "the network that came with the app"
        if folder.id == PRETRAINED
        else escape_markdown(folder.meta.experiment.architecture.name)
    )
    st.caption(f"Read by {name}")


def _reader() -> RunFolder:
    """The run in hand, if it reads grey pictures, has weights and its dataset is known; else the network that came with the app."""
    with suppress(RunError, DatasetError):
        lab = laboratory()
        folder = lab.folder(session().run)
        if folder.meta.experiment.architecture.input_shape[2] == 1:
            lab.weights_key(folder.id)
            names_of(folder)
            return folder
    return laboratory().folder(PRETRAINED)


def _rested() -> None:
    """The picture of the network, or the Explain page, follows a drawing that has changed; the pad also sends when another network is to read it."""
    drawn = strokes()
    if drawn != st.session_state.get(FOLLOWED):
        st.session_state[FOLLOWED] = drawn
        follow_drawing()
        for part in (NETWORK_EDITOR, EXPLAIN):
            with suppress(StreamlitAPIException):  # only one page has it
                st.rerun([part])
