"""Scores, probabilities, and the loss of one image."""

from __future__ import annotations

from math import exp

import streamlit as st

from cnn_core.figures.lessons.panels import bars, figure, line, number, panel
from cnn_core.lessons.softmax import cross_entropy, softmax
from pages.widgets.components.lesson_figure import show
from pages.widgets.learn.words import instrument, say
from pages.widgets.state.datasets import dark

CLASSES = ("cat", "dog", "bird")
START = (2.0, 1.0, -1.0)


def softmax_and_loss() -> None:
    """Three scores, three probabilities, one loss."""
    say(
        "The last layer gives a score for each class, any number at all. **Softmax** raises e to each score and divides by the sum: "
        "now all lie between 0 and 1 and add up to 1. Only differences matter: adding the same number to every score changes nothing."
    )
    with instrument():
        with st.container(key="stacking softmax"):
            left, right = st.columns([2, 3], gap="large", vertical_alignment="center")
        with left:
            scores = [
                st.slider(
                    f"Score of {name}",
                    -5.0,
                    5.0,
                    start,
                    0.1,
                    key=f"score {name}",
                    help="One more multiplies this class's share by e ≈ 2.72 before dividing.",
                )
                for name, start in zip(CLASSES, START, strict=True)
            ]
            true = st.segmented_control("The image shows a", CLASSES, default="cat", required=True, key="softmax true")
        shares = softmax(scores)
        label, total = CLASSES.index(true), sum(exp(score) for score in scores)
        rows = [
            (name, float(share), f"e^{number(score)} / {total:.2f} = {exp(score):.2f} / {total:.2f} = {share:.3f}")
            for name, score, share in zip(CLASSES, scores, shares, strict=True)
        ]
        loss = cross_entropy(shares, label)
        words = f"Cross-entropy: −ln({shares[label]:.3f}) = {loss:.3f}"
        alt = ", ".join(f"{name} {share:.3f}" for name, share in zip(CLASSES, shares, strict=True)) + f". {words} for {true}."
        with right:
            show(figure(alt, dark(), panel("Probabilities", bars(rows, dark(), label, 400, 1.0)), line(words)), "softmax figure")
    say(
        "**Cross-entropy** looks only at the probability of the true class: confident and right costs almost nothing, confident and wrong costs "
        "much. Guessing among ten classes costs −ln(1/10) = 2.303, which is where the loss curve of a fresh network begins."
    )
