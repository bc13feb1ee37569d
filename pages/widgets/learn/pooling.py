"""Max pooling against average pooling."""

from __future__ import annotations

import streamlit as st

from cnn_core.figures.lessons.pooling import pooled
from cnn_core.lessons.pooling import draw_numbers
from pages.widgets.components.lesson_figure import show
from pages.widgets.learn.words import instrument, note, say
from pages.widgets.state.datasets import dark


def pooling() -> None:
    """Random numbers, and the quarter of them that remains."""
    say(
        "Pooling cuts a feature map into 2×2 blocks and keeps one number of each: 75% fewer. **Max** keeps the largest, so a "
        "feature that was found is kept, only its position is less exact. **Average** keeps the mean, so one large number among "
        "small ones is diluted. Neither has weights, and the number of channels stays the same."
    )
    with instrument():
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            kind = st.segmented_control("Keeps", ["max", "average"], default="max", required=True, key="pooling kind")
            if st.button("Draw other numbers", icon=":material/casino:"):
                st.session_state["pooling draw"] = st.session_state.get("pooling draw", 0) + 1
        numbers = draw_numbers(st.session_state.get("pooling draw", 0))
        show(pooled(numbers, kind, dark()), "pooling figure")
        note(f"{numbers.size} numbers in, {numbers.size // 4} out: a quarter of the work for every layer that follows.")
