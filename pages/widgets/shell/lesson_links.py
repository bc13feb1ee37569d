"""Links to the lessons."""

from __future__ import annotations

import streamlit as st

from pages.widgets.shell.error_boundary import fragment
from pages.widgets.shell.lesson_topics import TOPICS, Topic, topics_for
from pages.widgets.state.fragment_keys import EDITOR_LINKS
from pages.widgets.state.session import session


def learn_links(*names: str) -> None:
    """A link for each of these topics of the Learn page."""
    with st.container(gap="xxsmall"):
        for name in names:
            _link(TOPICS[name])


def network_links() -> None:
    """A row of links for the kinds of layers in the network. A fragment of its own: the network editor need not wait for it."""
    fragment(_network_links, key=EDITOR_LINKS)()


def _network_links() -> None:
    topics = topics_for(layer.kind for layer in session().experiment.architecture.layers)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption("How these layers work:", width="content")
        for topic in topics:
            _link(topic)


def _link(topic: Topic) -> None:
    st.page_link(
        "pages/learn.py",
        label=topic.title,
        icon=":material/school:",
        query_params={"topic": topic.name},
        help="Opens the Learn page: a short explanation with a figure that you can move.",
    )
