"""Batch normalisation before or after the ReLU."""

from __future__ import annotations

import streamlit as st

from cnn_core.figures.lessons.batches import steps
from cnn_core.lessons.batch_norm import EPSILON, draw_batch, normalise, relu
from pages.widgets.components.lesson_figure import show
from pages.widgets.learn.words import instrument, note, say
from pages.widgets.state.datasets import dark

ORDERS = {"before": "before the ReLU", "after": "after the ReLU"}


def batch_norm() -> None:
    """One channel of a batch through both steps, in either order."""
    say(
        "While a network learns, the distribution of what one layer passes to the next keeps changing. Batch normalisation "
        "subtracts the mean of the batch and divides by its standard deviation, separately for each channel; the learned gamma "
        "and beta then set the standard deviation and the mean that work best. For predictions it uses moving averages from "
        "training, so that the result for one image does not depend on others."
    )
    with instrument():
        columns = st.columns(4, gap="medium", vertical_alignment="bottom")
        with columns[0]:
            order = st.segmented_control(
                "Normalise", list(ORDERS), default="before", required=True, format_func=lambda o: ORDERS[o], key="norm order"
            )
        with columns[1]:
            gamma = st.slider(
                "gamma",
                0.0,
                3.0,
                1.0,
                0.1,
                key="norm gamma",
                help="The standard deviation afterwards: larger spreads the numbers.",
            )
        with columns[2]:
            beta = st.slider(
                "beta",
                -3.0,
                3.0,
                0.0,
                0.1,
                key="norm beta",
                help="The mean afterwards: larger lets more through a ReLU that follows.",
            )
        with columns[3]:
            if st.button("Another batch", icon=":material/casino:"):
                st.session_state["norm draw"] = st.session_state.get("norm draw", 1) + 1
        batch = draw_batch(st.session_state.get("norm draw", 1))
        entering = batch if order == "before" else relu(batch)
        made = normalise(entering, gamma, beta)
        middle = ("2. Normalised", made.values) if order == "before" else ("2. ReLU", entering)
        last = ("3. ReLU", relu(made.values)) if order == "before" else ("3. Normalised", made.values)
        show(steps([("1. Batch of 16, one channel", batch), middle, last], dark()), "norm figure")
        first = float(entering[0])
        note(
            f"The first number: {gamma:g} × ({first:.1f} − {made.mean:.3f}) / √({made.variance:.3f} + {EPSILON:g}) + {beta:g} = "
            f"{float(made.values[0]):.3f}. Epsilon keeps the root from 0. The dashed line is the mean.".replace("-", "−")
        )
    say(
        "**Before** the ReLU, about half of the numbers fall below 0 and are set to 0, whatever the input. **After** it, the next "
        "layer gets mean beta and (apart from epsilon) standard deviation gamma, and negative numbers too. Both are in use; try both in Build."
    )
