"""A choice of topics, and one short explanation with a live figure at a time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import streamlit as st

from pages.widgets.learn.batch_norm import batch_norm
from pages.widgets.learn.dropout import dropout
from pages.widgets.learn.flattening import flattening
from pages.widgets.learn.gradient import gradient
from pages.widgets.learn.kernel import kernel
from pages.widgets.learn.labels import labels
from pages.widgets.learn.maps import maps
from pages.widgets.learn.overfitting import overfitting
from pages.widgets.learn.pixels import pixels
from pages.widgets.learn.pooling import pooling
from pages.widgets.learn.see_it import see_it
from pages.widgets.learn.sizes import sizes
from pages.widgets.learn.softmax import softmax_and_loss
from pages.widgets.learn.try_it import try_it
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.shell.lesson_topics import TOPICS
from pages.widgets.state.fields import controlled

LESSONS: dict[str, Callable[[], None]] = {
    "pixels": pixels,
    "kernel": kernel,
    "sizes": sizes,
    "maps": maps,
    "pooling": pooling,
    "flatten": flattening,
    "softmax": softmax_and_loss,
    "labels": labels,
    "gradient": gradient,
    "dropout": dropout,
    "batch-norm": batch_norm,
    "overfitting": overfitting,
}
NEXT = dict(pairwise(TOPICS))


def lessons() -> None:
    """The topics to choose from and the chosen one. The address names it, so that a link can open it."""
    name = st.session_state["lesson"] = _wanted()
    st.pills(
        "Topic",
        list(TOPICS),
        format_func=lambda each: TOPICS[each].title,
        required=True,
        label_visibility="collapsed",
        **controlled("topic", name, _open),
    )
    st.header(TOPICS[name].title, anchor=False)
    with st.container(key="lesson"):
        fragment(LESSONS[name])()
        with st.container():
            see_it(name)
            fragment(try_it)(name)
            if name in NEXT:
                st.button(
                    f"Next: {TOPICS[NEXT[name]].title}", icon=":material/arrow_forward:", on_click=_open, args=(NEXT[name],)
                )


def _wanted() -> str:
    name = st.query_params.get("topic") or st.session_state.get("lesson")
    return name if name in TOPICS else next(iter(TOPICS))


def _open(name: str) -> None:
    st.query_params["topic"] = name
