"""The pages in the order of the work."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

ICON = Path(__file__).parent / "assets" / "icon.png"


def navigation() -> Page:
    """Puts the pages' names at the top and the app's icon into the tab of the browser, and returns the page that is asked for."""
    # The icon first: the navigation else asks a server of Google's for that of the page.
    st.set_page_config(page_icon=str(ICON), layout="wide")
    pages = [
        st.Page("pages/data.py", title="Data", icon=":material/dataset:"),
        st.Page("pages/build.py", title="Build", icon=":material/layers:", default=True),
        st.Page("pages/train.py", title="Train", icon=":material/play_circle:"),
        st.Page("pages/evaluate.py", title="Evaluate", icon=":material/fact_check:"),
        st.Page("pages/draw.py", title="Draw", icon=":material/draw:"),
        st.Page("pages/explain.py", title="Explain", icon=":material/biotech:"),
        st.Page("pages/compare.py", title="Compare", icon=":material/compare_arrows:"),
        st.Page("pages/learn.py", title="Learn", icon=":material/school:"),
    ]
    return st.navigation(pages, position="top")


def come_through_app() -> None:
    """Sends a visit that went past app.py back to it.

    Until a server has run app.py once, Streamlit takes the folder pages/ for a list of scripts of their own, so that the first
    visit after a restart would get a bare page. One call of st.navigation ends that for the whole server.
    """
    if not st.session_state.get("came through app"):
        st.session_state["came through app"] = True
        navigation()
        st.rerun()
