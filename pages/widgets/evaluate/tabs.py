"""The tabs of the Evaluate page. A link may name the one that it opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

TABS = ("Matrix", "Classes", "Mistakes", "Network")


def tabs() -> Sequence[Any]:
    """A container for each tab, in order; `?tab=Mistakes` in the address opens that one."""
    asked = st.query_params.get("tab")
    return st.tabs(TABS, default=asked if asked in TABS else TABS[0])
