"""The switch for a projector: large type, no sidebar, and the page over the whole screen, on every page until it is switched off."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.widgets.state.presenting import PRESENTING, presenting

STYLE = Path(__file__).parent / "assets" / "presenting.css"
KEYS = "Alt+P"


def present_button() -> None:
    """Begins: a button for the end of the sidebar, and its keys."""
    if not presenting():
        st.button(
            "Present",
            icon=":material/slideshow:",
            type="tertiary",
            key="present",
            shortcut=KEYS,
            help="Large type, no sidebar, the picture across the screen: for a projector. A button on the right leads back.",
            on_click=_set,
            args=(True,),
        )


def presenter() -> None:
    """While presenting: the style, and the way back in a corner of the screen."""
    if presenting():
        st.html(STYLE)
        with st.container(key="leave-presentation", width="content"):
            st.button(
                "Leave presentation",
                icon=":material/close_fullscreen:",
                type="primary",
                key="leave presentation",
                shortcut=KEYS,
                on_click=_set,
                args=(False,),
            )


def _set(on: bool) -> None:
    st.session_state[PRESENTING] = on
