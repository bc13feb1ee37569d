"""A kernel slides over a small image."""

from __future__ import annotations

import streamlit as st

from cnn_core.figures.lessons.convolution import sliding_kernel
from cnn_core.lessons.convolution import IMAGE, KERNELS
from pages.widgets.components.lesson_figure import Movable, show
from pages.widgets.learn.own_filters import own_filters
from pages.widgets.learn.words import instrument, note, say
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.datasets import dark

SIDE = len(IMAGE) - 2
NEAR = 300
"""Pixels of a slider that stands above what it moves."""
LEARNED = "learned"


def kernel() -> None:
    """Drag it, play it, or move it by the slider, a click or the arrow keys; the output fills in reading order."""
    say(
        "A convolution lays a small kernel on the image, multiplies each pixel by the weight above it and adds the nine products: "
        "that sum is one pixel of the output. Then it moves on by one. The weights stay the same at every place, so an edge is "
        "found wherever it lies. Drag the kernel over the image, or let it play."
    )
    own = own_filters(0)
    usable = own is not None and own.filters.three_by_three
    with instrument():
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            st.session_state.setdefault("kernel place", 6)
            place = st.slider(
                "Place of the kernel",
                1,
                SIDE * SIDE,
                key="kernel place",
                width=NEAR,
                help="Moves the kernel; dragging it on the image, a click there or the arrow keys do the same.",
            )
            name = st.segmented_control(
                "Kernel", [*KERNELS, *([LEARNED] if usable else [])], default="vertical edges", required=True, key="kernel"
            )
        row, column = divmod(place - 1, SIDE)
        if own is not None and name == LEARNED:
            number = 1
            if own.filters.count > 1:
                number = st.slider(
                    "Filter", 1, own.filters.count, 1, key="kernel filter", width=NEAR, help="Another filter of the same layer."
                )
            chosen = own.filters.kernel(number - 1)
            effect = f"{chosen.effect} It belongs to the first layer of {escape_markdown(own.whose)}, which also adds a bias."
        else:
            chosen = KERNELS.get(str(name), KERNELS["vertical edges"])
            effect = chosen.effect
        figure = sliding_kernel(IMAGE, chosen, row, column, dark())
        show(figure, "kernel figure", Movable((row, column), (SIDE, SIDE), _move))
        note(effect)
    say(
        "Why is the output two smaller? The kernel must lie entirely on the image, so a kernel 3 wide on an image 6 wide has only "
        "6\u00a0−\u00a03\u00a0+\u00a01\u00a0=\u00a04 places in each direction. In a network nobody chooses the weights: training finds them."
    )


def _move(row: int, column: int) -> None:
    st.session_state["kernel place"] = row * SIDE + column + 1
