"""How far work in the background has come, as a bar with words."""

from __future__ import annotations

from typing import Any

import streamlit as st

from cnn_core.data.background import Background
from cnn_core.text import duration

SHORT = 2.0
"""Seconds that are not worth telling: they are over before they are read."""


def show_progress(work: Background[Any], words: str) -> None:
    """`Reading the pictures: 40 of 300, 1 min 5 s left`."""
    left = work.seconds_left
    time_left = "" if left is None or left < SHORT else f", {duration(left)} left"
    count = f": {work.done:,} of {work.total:,}{time_left}" if work.total > 1 else "…"
    st.progress(work.part, f"{words}{count}")
