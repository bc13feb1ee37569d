"""A kernel slides over a small image."""

from __future__ import annotations

import streamlit as st

from cnn_core.figures.lessons.convolution import sliding_kernel
from cnn_core.lessons.convolution import IMAGE, KERNELS
from pages.widgets.components.lesson_figure import show
from pages.widgets.learn.words import say
from pages.widgets.state.datasets import dark

SIDE = len(IMAGE) - 2


def kernel() -> None:
    """Move it by the slider, a click or the arrow keys; the output fills in reading order."""
    say(
        "A convolution lays a small kernel on the image, multiplies each pixel by the weight above it and adds the nine products: "
        "that sum is one pixel of the output. Then it moves on by one. The weights stay the same at every place, so an edge is "
        "found wherever it lies."
    )
    left, right = st.columns(2, gap="medium")
    with left:
        name = st.segmented_control("Kernel", list(KERNELS), default="vertical edges", required=True, key="kernel")
    with right:
        st.session_state.setdefault("kernel place", 6)
        place = st.slider(
            "Place of the kernel",
            1,
            SIDE * SIDE,
            key="kernel place",
            help="Moves the kernel; a click on the image or the arrow keys do the same.",
        )
    row, column = divmod(place - 1, SIDE)
    chosen = KERNELS[name]
    show(sliding_kernel(IMAGE, chosen, row, column, dark()), "kernel figure", (row, column), _move)
    st.caption(chosen.effect)
    say(
        "Why is the output two smaller? The kernel must lie entirely on the image, so a kernel 3 wide on an image 6 wide has only "
        "6\u00a0−\u00a03\u00a0+\u00a01\u00a0=\u00a04 places in each direction. In a network nobody chooses the weights: training finds them."
    )


def _move(row: int, column: int) -> None:
    row, column = (min(max(each, 0), SIDE - 1) for each in (row, column))
    st.session_state["kernel place"] = row * SIDE + column + 1
