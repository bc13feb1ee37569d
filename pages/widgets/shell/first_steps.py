"""One line for the first minute: draw, train, see its mistakes."""

from __future__ import annotations

import streamlit as st

from cnn_core.runs import PRETRAINED
from pages.widgets.state.presenting import presenting
from pages.widgets.state.session import session


def first_steps() -> None:
    """The line, until it is put away or a run of one's own was shown; no audience needs it."""
    mine = session()
    if mine.greeted or mine.run != PRETRAINED or presenting():
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="first-steps"):
        st.markdown(
            ":material/waving_hand: **New here?** Draw a digit, press **Train**, then look at its mistakes on **Evaluate**.",
            width="content",
        )
        st.button("Got it", type="tertiary", icon=":material/close:", on_click=mine.greet, help="Puts this line away for good.")
