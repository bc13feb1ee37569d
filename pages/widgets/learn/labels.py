"""One-hot labels against sparse ones."""

from __future__ import annotations

from math import log

import streamlit as st

from cnn_core.figures.lessons.units import label_rows
from cnn_core.lessons.labels import categorical_cross_entropy, one_hot
from cnn_core.lessons.softmax import cross_entropy, softmax
from pages.widgets.components.lesson_figure import show
from pages.widgets.learn.words import instrument, say
from pages.widgets.state.datasets import dark

DIGITS = tuple("0123456789")
SCORES = (-1.0, 0.2, 0.5, 2.2, -0.5, 1.6, -1.2, 0.0, 1.9, 0.4)


def labels() -> None:
    """The same label written in two ways, and the same loss computed from both."""
    say(
        "A class has no size: a 9 is not three times a 3. So for the loss, a label is either the **index** of its class (sparse) or a "
        "**one-hot** row: 1 at the index of the class, 0 elsewhere. Categorical cross-entropy multiplies that row by the "
        "logarithms, so that every 0 removes its term; the sparse loss takes the right logarithm directly."
    )
    with instrument():
        label = int(st.segmented_control("True class", DIGITS, default="3", required=True, key="labels true"))
        shares = softmax(SCORES)
        row = one_hot(label, len(DIGITS))
        sparse, categorical = cross_entropy(shares, label), categorical_cross_entropy(row, shares)
        words = (
            f"sparse: −ln({shares[label]:.3f}) = {sparse:.4f}.  categorical: −(1 × ln({shares[label]:.3f}) + nine times 0) = "
            f"−({log(shares[label]):.4f}) = {categorical:.4f}."
        ).replace("-", "−")
        show(label_rows(DIGITS, row, shares, label, dark(), words), "labels figure")
    say(
        "The number is the same, so the network learns the same; the sparse form only needs less memory. Loss and labels must match: "
        "this app gives each loss the labels that it expects."
    )
