"""The engine behind the pages: one for the server, shared by all sessions, which each see their own runs only."""

from __future__ import annotations

import streamlit as st

from cnn_core.engine import Laboratory
from cnn_core.storage.home import home


@st.cache_resource(show_spinner=False)
def laboratory() -> Laboratory:
    """The laboratory; the first call starts its engine in the background and returns at once."""
    return Laboratory(home()).start()
