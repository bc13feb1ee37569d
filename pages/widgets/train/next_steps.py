"""What to do with a run that has ended: three ways on."""

from __future__ import annotations

import streamlit as st

from cnn_core.data.catalogue import entry_of
from cnn_core.data.corrections import numbers_tested
from cnn_core.errors import LabError
from cnn_core.text import plural
from cnn_core.training.state import RunState
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session


def next_steps(state: RunState) -> None:
    """Links to its mistakes, to the pad, and to the network that may do better; nothing before its test is done."""
    if not state.ended or state.test_accuracy is None:
        return
    with st.container(horizontal=True, gap="medium", key="next steps"):
        st.markdown("**Next**", width="content")
        st.page_link(
            "pages/evaluate.py",
            label=_mistakes(state.test_accuracy),
            icon=":material/search:",
            query_params={"tab": "Mistakes"},
        )
        st.page_link("pages/draw.py", label="Draw for it", icon=":material/draw:")
        st.page_link(
            "pages/build.py",
            label=f"Beat its {state.test_accuracy:.2%}" if state.test_accuracy < 1 else "Do it with a smaller network",
            icon=":material/trophy:",
            query_params={"beat": "1"} if state.test_accuracy < 1 else None,
            help="Change the network and train again: this run stays in grey behind the new curves.",
        )


def _mistakes(accuracy: float) -> str:
    try:
        choice = laboratory().folder(session().run).meta.experiment.data
        images = len(numbers_tested(choice, entry_of(choice.dataset).test_size))
    except LabError:  # the images are gone
        return "Look at its mistakes"
    wrong = round((1 - accuracy) * images)
    return f"{plural(wrong, 'mistake')}: look at them" if wrong else "No mistake: look at its results"
