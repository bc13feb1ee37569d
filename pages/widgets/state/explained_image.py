"""The image that the Explain page follows through the network; other pages lead there with one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from pages.widgets.state.requests import go_to

CHOICE = "explained image"
TEST, MISTAKES, DRAWING = "Test images", "Mistakes", "My drawing"


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


def look_inside(number: int) -> None:
    """Opens the Explain page with a test image. For callbacks."""
    st.session_state[CHOICE] = Choice(number=number)
    go_to("pages/explain.py")
