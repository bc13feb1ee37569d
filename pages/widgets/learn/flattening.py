"""Flattening, and why dimensions explode."""

from __future__ import annotations

import streamlit as st

from cnn_core.figures.lessons.panels import bars, figure, line, panel
from cnn_core.lessons.flattening import dense_weights, stages
from pages.widgets.components.lesson_figure import show
from pages.widgets.learn.words import instrument, say
from pages.widgets.state.datasets import dark


def flattening() -> None:
    """Numbers between the layers, and the weights of the Dense layer that reads them."""
    say(
        "A Dense layer reads a plain list, so Flatten lays all pixels of all channels in one row. It computes nothing, but it shows "
        "how many numbers there are: each filter makes a map almost as large as the image, so 784 pixels become 43,264 numbers "
        "under 64 filters. Every Dense unit has a weight for each of them; pooling before Flatten is what keeps that small."
    )
    with instrument():
        with st.container(key="stacking flatten"):
            left, right = st.columns([2, 3], gap="large", vertical_alignment="center")
        with left:
            filters = st.slider(
                "filters",
                1,
                128,
                64,
                key="flatten filters",
                help="Each filter adds a whole map: twice as many, twice the numbers.",
            )
            units = st.slider(
                "Units of the Dense layer", 2, 512, 128, key="flatten units", help="Each unit brings a weight for every number."
            )
            pool = st.toggle(
                "2×2 pooling before Flatten", key="flatten pool", help="Keeps one number of four: a quarter of the weights."
            )
        way = stages(filters, pool)
        last = way[-1].numbers
        rows = [(stage.name, float(stage.numbers), stage.arithmetic) for stage in way]
        words = f"Flatten: {last:,} numbers. Dense: {last:,} × {units} + {units} = {dense_weights(last, units):,} weights."
        alt = "; ".join(f"{stage.name}: {stage.arithmetic}" for stage in way) + f". {words}"
        drawing = bars(rows, dark(), len(rows) - 1, 400)
        with right:
            show(figure(alt, dark(), panel("Numbers for one image", drawing), line(words)), "flatten figure")
