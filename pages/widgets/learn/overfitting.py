"""Overfitting, with polynomials in place of networks."""

from __future__ import annotations

import streamlit as st

from cnn_core.figures.lessons.overfitting import error_curves, fitted, overfitting_alt
from cnn_core.figures.theme import CONFIG
from pages.widgets.learn.words import say
from pages.widgets.state.datasets import dark


def overfitting() -> None:
    """A degree, the fit, and both errors."""
    say(
        "A polynomial is fitted to twelve noisy points. A low degree cannot follow the wave; a high one has one coefficient per "
        "point, so it goes through all of them and follows the noise: the training error falls to 0 while the validation "
        "error, on points it has not seen, rises. The points are memorised."
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        degree = st.slider(
            "Degree",
            0,
            11,
            3,
            key="fit degree",
            width=320,
            help="More weights: fits the training points better, in the end their noise too.",
        )
        if st.button("Other points", icon=":material/casino:"):
            st.session_state["fit draw"] = st.session_state.get("fit draw", 1) + 1
    seed = st.session_state.get("fit draw", 1)
    alt = overfitting_alt(seed, degree)
    left, right = st.columns(2, gap="large")
    with left:
        st.plotly_chart(fitted(seed, degree, dark()), key="fit chart", theme=None, config=CONFIG, alt=alt)
    with right:
        st.plotly_chart(error_curves(seed, degree, dark()), key="fit errors", theme=None, config=CONFIG, alt=alt)
    st.caption(alt)
    say(
        "On the Train page the same two colours run over epochs instead of degrees. Where the blue loss starts to rise while the orange one "
        "keeps falling, overfitting begins: stop there (early stopping), add Dropout, or use fewer weights or more images."
    )
