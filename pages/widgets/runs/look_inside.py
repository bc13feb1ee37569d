"""From test images on a page to the way of one of them through the network."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.widgets.state import explained_image


def look_inside(numbers: Sequence[int], key: str, here: bool = False) -> None:
    """A button for each of these test images; it opens the Explain page with that one. `here`: this is the Explain page."""

    def picked() -> None:
        number = st.session_state.pop(key, None)
        if number is not None and here:
            explained_image.choose(kind=explained_image.TEST, label=-1, number=int(number))
        elif number is not None:
            explained_image.look_inside(int(number))

    where = "Shows this image above." if here else "Opens the Explain page with this image."
    st.pills("Look inside the network at image", numbers, key=key, on_change=picked, help=where)
