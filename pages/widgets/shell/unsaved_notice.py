"""One line on every page while the disk does not take a person's work."""

from __future__ import annotations

import streamlit as st

from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.requests import run_by_itself
from pages.widgets.state.session import session, why_unsaved

REFRESH = 2.0


def unsaved_notice() -> None:
    """Says why the work is not saved, until it is; nothing while it is."""
    if why_unsaved():
        fragment(_notice, REFRESH)()


def _notice() -> None:
    reason = why_unsaved()
    if not reason:
        st.toast("Your work is saved.", icon=":material/check:")
        run_by_itself()  # the whole page, and the clock of this fragment stops
    words = f"Not saved, because {reason}. Your work stays in the app's memory until {session().file.path.parent} can be written."
    st.warning(escape_markdown(words), icon=":material/save:")
