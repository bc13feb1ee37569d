"""Overfitting, with polynomials in place of networks."""

from __future__ import annotations

import streamlit as st

from cnn_core.figures.lessons.overfitting import error_curves, fitted, overfitting_alt
from cnn_core.lessons.overfitting import DEGREES, FIRST_SEED
from pages.widgets.learn.words import instrument, note, say
from pages.widgets.shell.steady_chart import steady_chart
from pages.widgets.state.datasets import dark


def overfitting() -> None:
    """A degree, the fit, and both errors."""
    say(
        "A polynomial is fitted to ten noisy points. A low degree cannot follow the wave; from degree 4 or 5 on it begins to "
        "follow the noise: the training error still falls, but the validation error, on points that it has not seen, rises. "
        "With degree 9 it has one coefficient per point and goes through all of them: the points are memorised."
    )
    with instrument():
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            degree = st.slider(
                "Degree",
                DEGREES[0],
                DEGREES[-1],
                3,
                key="fit degree",
                width=320,
                help="More weights: fits the training points better, in the end their noise too.",
            )
            if st.button("Other points", icon=":material/casino:"):
                st.session_state["fit draw"] = st.session_state.get("fit draw", FIRST_SEED) + 1
        seed = st.session_state.get("fit draw", FIRST_SEED)
        alt = overfitting_alt(seed, degree)
        left, right = st.columns(2, gap="large")
        with left:
            steady_chart(fitted(seed, degree, dark()), "fit chart", "fit", alt)
        with right:
            steady_chart(error_curves(seed, degree, dark()), "fit errors", "fit", alt)
        note(alt)
    say(
        "On the Train page the same two colours run over epochs instead of degrees. Where the blue loss starts to rise while the orange one "
        "keeps falling, overfitting begins: stop there (early stopping), add Dropout, or use fewer weights or more images. "
        "**l2** of a layer (under More settings on the Build page) adds the squared weights to the loss, so that large coefficients, which a fit "
        "needs to wiggle, cost something; **l1** adds their sizes, and makes many of them 0."
    )
