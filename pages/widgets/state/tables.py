"""Tables whose type is as large as that of the page, also for a projector.

Streamlit draws a table on a canvas, in the size that type has when the table comes into the window. Where a presentation begins, or its
window grows, those that are there would stay small. So the browser tells how large type is, and another element takes a table's place.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any

import streamlit as st

AT_DESK = 15
"""Pixels of a rem where nobody presents: `baseFontSize` of `.streamlit/config.toml`."""
LARGEST = 60
LETTER, EDGES = 7, 20
"""Pixels at a desk of a letter, about, and of what is beside a text in its cell."""
WATCH, TYPE = "page watch", "type"
"""The key of the component that watches the page, and what it tells: how many pixels a rem has in this window."""
DRAWN = "tables drawn at"


def show_table(frame: Any, *, column_config: Mapping[str, Any] | None = None, **options: Any) -> None:
    """`st.dataframe` in the size of the page's type; widths of columns are given for a desk."""
    with (
        st.container() if drawings() % 2 else nullcontext()
    ):  # in place of what was there: an element of the same kind would stay
        st.dataframe(frame, column_config=widened(column_config or {}), **options)


def text_width(longest: int, least: int, most: int) -> int:
    """Pixels at a desk of a column for texts of so many letters, with bounds: by itself a column looks at its first rows alone."""
    return min(most, max(least, LETTER * longest + EDGES))


def widened(column_config: Mapping[str, Any]) -> dict[str, Any]:
    """The columns with widths for the size of the type."""
    return {name: _widened(config) for name, config in column_config.items()}


def enlarged(pixels: int) -> int:
    """A length at a desk in the proportion of the type."""
    return round(pixels * type_size() / AT_DESK)


def drawings() -> int:
    """How many times the size of the type has changed, and tables with it."""
    size, (before, times) = type_size(), st.session_state.get(DRAWN, (AT_DESK, 0))
    if size != before:
        times += 1
        st.session_state[DRAWN] = size, times
    return int(times)


def type_size() -> int:
    """Pixels of a rem in this window, as the browser told last."""
    told = (st.session_state.get(WATCH) or {}).get(TYPE)
    return told if type(told) is int and AT_DESK <= told <= LARGEST else AT_DESK


def _widened(config: Any) -> Any:
    if not isinstance(config, Mapping) or not isinstance(config.get("width"), int):
        return config
    return {**config, "width": enlarged(config["width"])}
