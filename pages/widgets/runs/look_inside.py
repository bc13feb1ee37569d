"""From test images on a page to the way of one of them through the network."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.widgets.state import explained_image


def look_inside(numbers: Sequence[int], key: str) -> None:
    """A button for each of these test images; it opens the Explain page with that one."""

    def picked() -> None:
        number = st.session_state.pop(key, None)
        if number is not None:
            explained_image.look_inside(int(number))

    st.pills(
        "Look inside the network at image", numbers, key=key, on_change=picked, help="Opens the Explain page with this image."
    )
