"""The run that a person reads on Evaluate while another one trains above it: it stays when that training ends, until the new run is asked
for or the page is left."""

from __future__ import annotations

import streamlit as st

PAGE, HELD = "Evaluate", "run that is read below one that trains"


def held_on_page(page: str) -> None:
    """Told which page is drawn: who comes back finds the run in hand."""
    if page != PAGE:
        let_go()


def hold(followed: str, shown: str) -> None:
    """The page tells of the run `followed` and shows another one below."""
    st.session_state[HELD] = followed, shown


def let_go() -> None:
    st.session_state.pop(HELD, None)


def held() -> tuple[str, str]:
    """The run that was followed last, and the one that is shown below it; empty if there is none."""
    followed, shown = st.session_state.get(HELD, ("", ""))
    return followed, shown
