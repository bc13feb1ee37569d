"""Whether this tab shows its pages to an audience, and how much larger its pictures are then."""

from __future__ import annotations

import streamlit as st

PRESENTING = "presenting"
ENLARGED = 2


def presenting() -> bool:
    """Whether this tab presents."""
    return bool(st.session_state.get(PRESENTING))


def enlargement() -> int:
    """How many times as large as at a desk sheets of images are drawn."""
    return ENLARGED if presenting() else 1
