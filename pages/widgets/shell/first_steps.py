"""One line for the first minute: draw, train, see its mistakes."""

from __future__ import annotations

import streamlit as st

from cnn_core.runs import PRETRAINED
from pages.widgets.state.presenting import presenting
from pages.widgets.state.session import session

SHOWN = "page with the first steps"


def first_steps(page: str) -> None:
    """The line, until it is put away or, on the page where one's first training was begun, until another page is opened: the button that
    began it stays under the pointer. No audience needs it."""
    mine = session()
    new = not mine.greeted and mine.run == PRETRAINED
    stays = mine.run != PRETRAINED and st.session_state.get(SHOWN) == page
    if presenting() or not (new or stays):
        st.session_state.pop(SHOWN, None)
        return
    st.session_state[SHOWN] = page
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="first-steps"):
        st.markdown(
            ":material/waving_hand: **New here?** Draw a digit, press **Train**, then look at its mistakes on **Evaluate**.",
            width="content",
        )
        st.button("Got it", type="tertiary", icon=":material/close:", on_click=_put_away, help="Puts this line away for good.")


def _put_away() -> None:
    st.session_state.pop(SHOWN, None)
    session().greet()
