"""A choice of topics, and one short explanation with a live figure at a time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import streamlit as st

from pages.widgets.fields import controlled
from pages.widgets.lessons.batch_norm import batch_norm
from pages.widgets.lessons.dropout import dropout
from pages.widgets.lessons.flattening import flattening
from pages.widgets.lessons.kernel import kernel
from pages.widgets.lessons.labels import labels
from pages.widgets.lessons.maps import maps
from pages.widgets.lessons.overfitting import overfitting
from pages.widgets.lessons.pixels import pixels
from pages.widgets.lessons.pooling import pooling
from pages.widgets.lessons.sizes import sizes
from pages.widgets.lessons.softmax import softmax_and_loss
from pages.widgets.lessons.topics import TOPICS
from pages.widgets.notices import fragment

LESSONS: dict[str, Callable[[], None]] = {
    "pixels": pixels,
    "kernel": kernel,
    "sizes": sizes,
    "maps": maps,
    "pooling": pooling,
    "flatten": flattening,
    "softmax": softmax_and_loss,
    "labels": labels,
    "dropout": dropout,
    "batch-norm": batch_norm,
    "overfitting": overfitting,
}
NEXT = dict(pairwise(TOPICS))


def lessons() -> None:
    """The topics to choose from and the chosen one. The address names it, so that a link can open it."""
    controlled("topic", _wanted())
    name = st.session_state["lesson"] = st.session_state["topic"]
    st.pills(
        "Topic",
        list(TOPICS),
        format_func=lambda each: TOPICS[each].title,
        key="topic",
        required=True,
        label_visibility="collapsed",
        on_change=lambda: _open(st.session_state["topic"]),
    )
    st.subheader(TOPICS[name].title, anchor=False)
    fragment(LESSONS[name])()
    if name in NEXT:
        st.button(f"Next: {TOPICS[NEXT[name]].title}", icon=":material/arrow_forward:", on_click=_open, args=(NEXT[name],))


def _wanted() -> str:
    name = st.query_params.get("topic") or st.session_state.get("lesson")
    return name if name in TOPICS else next(iter(TOPICS))


def _open(name: str) -> None:
    st.query_params["topic"] = name
