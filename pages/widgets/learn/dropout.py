"""Dropout: one draw at a time."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn_core.figures.lessons.units import dropped
from cnn_core.lessons.dropout import UNITS, drop, keep_mask
from pages.widgets.components.lesson_figure import show
from pages.widgets.learn.words import instrument, note, say
from pages.widgets.state.datasets import dark


def dropout() -> None:
    """A rate, a draw, and the difference between training and prediction."""
    say(
        "In every step of the training, Dropout sets each unit to 0 with the probability *rate*, independently for each image. No unit "
        "can rely on a certain other one, so the network learns the same thing in several ways instead of memorising."
    )
    with instrument():
        columns = st.columns([2, 2, 1], gap="medium", vertical_alignment="bottom")
        with columns[0]:
            rate = st.slider(
                "rate",
                0.0,
                0.9,
                0.5,
                0.05,
                key="dropout rate",
                help="Higher drops more: it protects more, and learns more slowly.",
            )
        with columns[1]:
            when = st.segmented_control(
                "The network is", ["training", "predicting"], default="training", required=True, key="dropout when"
            )
        with columns[2]:
            if st.button("Draw again", icon=":material/casino:", disabled=when == "predicting"):
                st.session_state["dropout draw"] = st.session_state.get("dropout draw", 1) + 1
        if when == "training":
            kept = keep_mask(UNITS.shape, rate, st.session_state.get("dropout draw", 1))
            after = drop(UNITS, kept, rate)
            words = (
                f"{int((~kept).sum())} of {UNITS.size} units are dropped; the others are divided by 1 − {rate:g}, that is multiplied by "
                f"{1 / (1 - rate):.3g}, so that the sum is the same on average over many draws."
            )
        else:
            kept, after = np.ones(UNITS.shape, bool), UNITS
            words = "In prediction nothing is dropped and nothing is scaled: every unit helps, and the same image always gives the same answer."
        show(dropped(UNITS, kept, after, dark()), "dropout figure")
        note(words)
    say(
        "That is why the training accuracy of a network with Dropout can lie below its validation accuracy: it was measured with units missing."
    )
