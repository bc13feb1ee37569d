"""What a page does in the window when another page or another run is shown: it closes the sidebar that lies over it, shows a run that begins,
keeps what lies ahead in the history of the browser, the theme that was chosen, and where the keyboard is, which it leads into what opens, tells how large type is, and
that the theme has changed, and shows why the server takes no connection any more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from pages.widgets.state.tables import WATCH

HERE = Path(__file__).parent

SCRIPT = "\n".join(
    (HERE / name).read_text(encoding="utf-8")
    for name in ("kept_history.js", "kept_focus.js", "popover_focus.js", "kept_theme.js", "refused_tab.js", "page_watch.js")
)

_component = st.components.v2.component("cnn_lab.page_watch", js=SCRIPT)


def page_watch(page: str, run: str, live: bool, presenting: bool, pages: Sequence[str]) -> None:
    """Draws nothing; told the title of the page, the id of the run in hand and whether it is on, whether the tab presents, and the names of all
    pages in their addresses."""
    with st.container(key="page-watch"):
        data = {"page": page, "run": run, "live": live, "presenting": presenting, "pages": list(pages)}
        _component(key=WATCH, data=data, on_type_change=lambda: None, on_ground_change=lambda: None)
