"""The figure of a lesson: panels drawn by the core; a click or an arrow key on a movable one is sent back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent

_component = st.components.v2.component(
    "cnn_lab.lesson",
    html='<div class="lesson"></div>',
    css=(HERE / "figure.css").read_text(encoding="utf-8"),
    js=(HERE / "figure.js").read_text(encoding="utf-8"),
)


def show(panels: str, key: str, at: tuple[int, int] | None = None, moved: Callable[[int, int], None] | None = None) -> None:
    """Shows the panels. With `at`, they can be moved: `moved(row, column)` is called with where to."""

    def report() -> None:
        place = (st.session_state[key].get("picked") or {}).get("at")
        if moved and isinstance(place, list) and len(place) == 2 and all(type(each) is int for each in place):
            moved(*place)

    data: dict[str, Any] = {"panels": panels, "at": list(at) if at else None}
    _component(key=key, data=data, on_picked_change=report)
