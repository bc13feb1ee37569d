"""From images on a page to the way of one of them through the network."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from cnn_core.data.dataset import Dataset
from pages.widgets.state import explained_image


def look_inside(numbers: Sequence[int], key: str) -> None:
    """A button for each of these test images; it opens the Explain page with that one."""
    _pills(numbers, key, explained_image.look_inside)


def look_inside_training_image(data: Dataset, numbers: Sequence[int], key: str) -> None:
    """The same for training images."""

    def opened(number: int) -> None:
        name = data.class_names[data.y_train[number]]
        explained_image.look_inside_picture(f"Training image {number}, {name}", data.x_train[number])

    _pills(numbers, key, opened)


def _pills(numbers: Sequence[int], key: str, opened: Callable[[int], None]) -> None:
    def picked() -> None:
        number = st.session_state.pop(key, None)
        if number is not None:
            opened(int(number))

    st.pills(
        "Look inside the network at image", numbers, key=key, on_change=picked, help="Opens the Explain page with this image."
    )
