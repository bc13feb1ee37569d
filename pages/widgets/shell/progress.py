"""How far work in the background has come, as a bar with words."""

from __future__ import annotations

from typing import Any

import streamlit as st

from cnn_core.data.background import Background
from cnn_core.text import duration

SHORT = 2.0
"""Seconds that are not worth telling: they are over before they are read."""


def show_progress(work: Background[Any], words: str) -> None:
    """`Reading the pictures: 40 of 300, 1 min 5 s left`, or `Reading the pictures…`."""
    st.progress(work.part, f"{words}{how_far(work) or '…'}")


def how_far(work: Background[Any]) -> str:
    """`: 40 of 300, 1 min 5 s left`; empty where there is nothing to count."""
    left = work.seconds_left
    time_left = "" if left is None or left < SHORT else f", {duration(left)} left"
    return f": {work.done:,} of {work.total:,}{time_left}" if work.total > 1 else ""
