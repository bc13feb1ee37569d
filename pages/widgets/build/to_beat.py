"""The figure that is to be beaten, for who came to Build for that, and what may do it."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from cnn_core.errors import LabError
from cnn_core.workspace.changes import changed_layer
from cnn_core.workspace.improvements import improvements
from pages.widgets.shell.run_in_hand import name_of_run
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session
from pages.widgets.state.shown_layer import show_layer

ASKED, TO_BEAT = "beat", "run to beat"


def to_beat() -> None:
    """One line after `?beat=` in the address, until it is put away: the test accuracy of the run in hand, and two edits to try."""
    mine, state = session(), st.session_state
    if ASKED in st.query_params:
        del st.query_params[ASKED]  # asked for once: after that the hand decides
        state[TO_BEAT] = mine.run
    if (run := state.get(TO_BEAT)) is None:
        return
    with suppress(LabError):  # the run was deleted
        accuracy, name = laboratory().state(run).test_accuracy, name_of_run(run)
        if accuracy is None:
            return
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="to-beat"):
            offered = improvements(mine.experiment, mine.classes)
            words = f":material/trophy: **To beat: {accuracy:.2%}** on the test images, by {name}."
            st.markdown(f"{words} Try, then train:" if offered else words, width="content")
            for each in offered:
                st.button(each.change, key=f"try {each.change}", help=each.why, on_click=_try, args=(each.change,))
            st.button(
                "Got it", type="tertiary", icon=":material/close:", on_click=_put_away, help="Puts this line away.", key="beaten"
            )


def _try(change: str) -> None:
    """Made to the desk as it is when it is pressed, which the editor may have changed since."""
    mine = session()
    if mine.overtaken():
        return
    for each in improvements(mine.experiment, mine.classes):
        if each.change == change:
            show_layer(changed_layer(mine.experiment.architecture, each.experiment.architecture))
            mine.put(mine.desk.edit(each.experiment))


def _put_away() -> None:
    st.session_state.pop(TO_BEAT, None)
