"""The figure of a lesson: panels drawn by the core; one that moves is dragged, clicked, played, or moved by the arrow keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent

_component = st.components.v2.component(
    "cnn_lab.lesson",
    html='<div class="lesson"></div><button class="play" type="button" hidden></button>',
    css=(HERE / "figure.css").read_text(encoding="utf-8"),
    js=(HERE / "figure.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True)
class Movable:
    """What moves is at (row, column) of `size` (rows, columns); `moved(row, column)` is called with where to.

    Playing goes through all places, row by row.
    """

    at: tuple[int, int]
    size: tuple[int, int]
    moved: Callable[[int, int], None]


def show(panels: str, key: str, movable: Movable | None = None) -> None:
    """Shows the panels, with a button that plays them if something in them moves."""

    def report() -> None:
        place = (st.session_state[key].get("picked") or {}).get("at")
        if movable and isinstance(place, list) and len(place) == 2 and all(type(each) is int for each in place):
            movable.moved(*(min(max(each, 0), most - 1) for each, most in zip(place, movable.size, strict=True)))

    data: dict[str, Any] = (
        {"panels": panels, "at": list(movable.at), "size": list(movable.size)} if movable else {"panels": panels}
    )
    _component(key=key, data=data, on_picked_change=report)
