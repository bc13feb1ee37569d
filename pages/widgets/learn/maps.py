"""Filters and the feature maps that they make of a real digit."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn_core.figures.sheet import sheet, sheet_alt
from cnn_core.lessons.convolution import KERNELS, convolve
from pages.widgets.learn.words import say
from pages.widgets.state.datasets import dark, dataset, show_sheet

CELL = 156


def maps() -> None:
    """One digit of MNIST mini under the four classical kernels."""
    say(
        "A filter is a kernel that responds to one pattern, and its feature map shows where in the image that pattern is: bright "
        "where the filter responds. A Conv2D layer with 32 filters makes 32 such maps, which the next layer reads as 32 channels. "
        "These four filters were made by hand; a network learns its own."
    )
    data = dataset("mnist-mini")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if st.button("Another digit", icon=":material/casino:"):
            st.session_state["maps draw"] = st.session_state.get("maps draw", 0) + 1
        relu = st.toggle(
            "ReLU",
            key="maps relu",
            help="Sets everything below 0 to 0: the pattern of the filter stays, its opposite disappears.",
        )
    index = st.session_state.get("maps draw", 0) % len(data.x_train)
    digit = data.x_train[index, :, :, 0] / 255
    found = [convolve(digit, kernel.array) for kernel in KERNELS.values()]
    if relu:
        found = [np.maximum(each, 0) for each in found]
    ranges = [f"{each.min():.1f} to {each.max():.1f}" for each in found]
    name = data.class_names[data.y_train[index]]
    captions = [f"{kernel}\n{span}" for kernel, span in zip(KERNELS, ranges, strict=True)]
    pictures = np.stack([(each - each.min()) / (np.ptp(each) or 1.0) for each in found])[..., None]
    with st.container(horizontal=True, gap="medium"):
        with st.container(width="content"):
            show_sheet(
                sheet(digit[None, :, :, None], [f"the digit {name}\n28x28, 0 to 1"], 1, CELL, dark=dark()),
                sheet_alt(1, "training images", [name]),
                "maps-digit",
            )
        with st.container(width="content"):
            show_sheet(
                sheet(pictures, captions, 2, CELL, dark=dark()), sheet_alt(4, f"feature maps of a {name}", captions), "maps-found"
            )
    st.caption("Each map is 26x26 and drawn from its smallest number (black) to its largest (white); both are given below it.")
