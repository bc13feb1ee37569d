"""What a page does in the window when another page or another run is shown: it closes the sidebar that lies over it, and shows a run that begins."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

_component = st.components.v2.component("cnn_lab.page_watch", js=(HERE / "page_watch.js").read_text(encoding="utf-8"))


def page_watch(page: str, run: str, presenting: bool) -> None:
    """Draws nothing; told the title of the page, the id of the run in hand, and whether the tab presents."""
    with st.container(key="page-watch"):
        _component(key="page watch", data={"page": page, "run": run, "presenting": presenting})
