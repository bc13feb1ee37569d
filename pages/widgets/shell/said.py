"""What is said in answer to a press: over the page, so that nothing on it moves, neither then nor with the next press, which takes it away."""

from __future__ import annotations

import streamlit as st

from pages.widgets.shell.error_boundary import escape_markdown


def said(refused: str, notice: str) -> None:
    """A sentence on what was refused, and one on what was changed; nothing for an empty one. They stay until something else is done."""
    with st.container(key="said", gap="xsmall"):  # always, so that all below it keeps its own place
        if refused:
            st.error(escape_markdown(refused), icon=":material/block:")
        if notice:
            st.info(escape_markdown(notice), icon=":material/sync:")
        if refused or notice:  # any press takes them away, and this one does nothing else
            st.button("Close", icon=":material/close:", type="tertiary", key="close what is said")
