"""The image that the Explain page follows through the network; other pages lead there with one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st

from pages.widgets.state.requests import go_to

CHOICE = "explained image"
TEST, MISTAKES, DRAWING, PICTURE = "Test images", "Mistakes", "My drawing", "Picture"
BROUGHT = "explained picture"
PART = "part of explain"
"""The part of the page that is shown; "" for the first one."""


@dataclass(frozen=True)
class Picture:
    """A picture that is no test image, as a network gets it: uint8 of this shape (height, width, channels), and what it is, in words."""

    name: str
    shape: tuple[int, ...]
    content: bytes

    @property
    def pixels(self) -> np.ndarray:
        return np.frombuffer(self.content, np.uint8).reshape(self.shape)


@dataclass(frozen=True)
class Choice:
    """Where the image comes from, the class that test images are limited to (-1: all), and the number of a test image."""

    kind: str = TEST
    label: int = -1
    number: int = 0


def chosen() -> Choice:
    choice: Choice = st.session_state.get(CHOICE, Choice())
    return choice


def choose(**values: Any) -> None:
    """Changes some of the choice."""
    st.session_state[CHOICE] = replace(chosen(), **values)


def first_part() -> None:
    """The page opens with its first part, the microscope."""
    st.session_state[PART] = ""


def look_inside(number: int) -> None:
    """Opens the Explain page with a test image. For callbacks."""
    st.session_state[CHOICE] = Choice(number=number)
    first_part()
    go_to("pages/explain.py")


def look_inside_picture(name: str, pixels: np.ndarray) -> None:
    """Opens the Explain page with a picture that is no test image; `name` says what it is. For callbacks."""
    bring(Picture(name, pixels.shape, np.ascontiguousarray(pixels, np.uint8).tobytes()))
    st.session_state[CHOICE] = Choice(kind=PICTURE)
    first_part()
    go_to("pages/explain.py")


def bring(picture: Picture) -> None:
    """Makes a picture the one that the page follows through networks that take its shape."""
    st.session_state[BROUGHT] = picture


def brought(shape: tuple[int, ...]) -> Picture | None:
    """The picture that was brought here last, if it is one for networks that take this shape."""
    picture: Picture | None = st.session_state.get(BROUGHT)
    return picture if picture is not None and picture.shape == shape else None
