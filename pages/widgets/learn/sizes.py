"""Padding, strides, and the size of the output."""

from __future__ import annotations

import streamlit as st

from cnn_core.figures.lessons.sizes import places
from cnn_core.lessons.sizes import Sizes
from pages.widgets.components.lesson_figure import show
from pages.widgets.learn.words import instrument, note, say
from pages.widgets.state.datasets import dark


def sizes() -> None:
    """Four choices and the arithmetic of the output."""
    say(
        "With padding **valid** the kernel stays on the image, so each convolution shortens each side by k − 1 pixels. "
        "With **same**, zeros around the image let it hang over the edge; with stride 1 the output is then as large as the input. "
        "A stride of 2 moves the kernel by two pixels at a time: each side of the output is half as long, which leaves a quarter of the "
        "numbers, as pooling does."
    )
    note(
        "dilation_rate leaves pixels out within the kernel: 3x3 with a rate of 2 covers 5x5 pixels with nine weights, so its output is "
        "as large as that of a 5x5 kernel."
    )
    with instrument():
        columns = st.columns(4, gap="medium")
        with columns[0]:
            size = st.slider("Input size", 4, 12, 6, key="sizes input", help="More pixels give the kernel more places.")
        with columns[1]:
            kernel = st.slider(
                "kernel_size", 1, 5, 3, key="sizes kernel", help="A larger kernel sees more and, without padding, leaves less."
            )
        with columns[2]:
            stride = st.slider(
                "strides", 1, 4, 1, key="sizes stride", help="A larger step visits fewer places: the output shrinks."
            )
        with columns[3]:
            padding = st.segmented_control("padding", ["valid", "same"], default="valid", required=True, key="sizes padding")
        chosen = Sizes(size, kernel, stride, padding)
        show(places(chosen, dark()), "sizes figure")
        if chosen.padding == "valid":
            note(
                "valid: output = floor((input − kernel) / stride) + 1."
                + (f" {chosen.unseen} rows and columns at the end lie under no window: crossed out." if chosen.unseen else "")
            )
        else:
            note(
                "same: output = ceil(input / stride); the kernel's size does not matter. "
                f"Zeros before: {chosen.before}, after: {chosen.after}; when their number is odd, Keras puts the odd one after."
            )
