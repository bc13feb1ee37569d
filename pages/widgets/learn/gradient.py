"""Gradient descent and the learning rate: a ball on a curve, one step at a time."""

from __future__ import annotations

import streamlit as st

from cnn_core.figures.lessons.descent import descent
from cnn_core.lessons.gradient_descent import FAR, MAX_STEPS, VALLEYS, descend
from pages.widgets.components.lesson_figure import Movable, show
from pages.widgets.learn.words import instrument, note, say
from pages.widgets.state.datasets import dark

RATES = {
    "one valley": (0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0, 1.02, 1.05, 1.1, 1.2),
    "two valleys": (0.005, 0.01, 0.02, 0.05, 0.1, 0.13, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5),
}
STEPS = "descent steps"


def gradient() -> None:
    """A curve, a rate, and as many steps as are wanted."""
    say(
        "Training looks for weights with a small loss, and knows only the **slope** of the loss where it stands. Gradient descent goes "
        "one step against the slope: new weight = weight − learning rate × slope. Far from the minimum the slope is steep and the "
        "step long; near it both shrink. Take one step at a time, then change the rate."
    )
    with instrument():
        columns = st.columns([2, 3, 3], gap="medium", vertical_alignment="bottom")
        with columns[0]:
            name = st.segmented_control("Loss", list(VALLEYS), default="one valley", required=True, key="descent curve")
        valley = VALLEYS[str(name)]
        with columns[1]:
            rate = st.select_slider(
                "learning_rate",
                RATES[str(name)],
                value=0.1,
                key=f"descent rate {name}",
                help="The length of a step for a slope of 1: larger arrives sooner, too large never.",
            )
        with columns[2]:
            start = st.slider(
                "Weight at the start",
                valley.low,
                valley.high,
                valley.start,
                0.1,
                key=f"descent start {name}",
                help="In training it is drawn at random, by the seed; kernel_initializer of a layer says from what range.",
            )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            steps = int(st.session_state.setdefault(STEPS, 0))
            path = descend(valley, float(rate), steps, start)
            over = steps >= MAX_STEPS or abs(path[-1]) > FAR
            st.button("One step", icon=":material/step:", on_click=_go, args=(steps + 1,), disabled=over, type="primary")
            st.button("Back to the start", icon=":material/first_page:", on_click=_go, args=(0,), disabled=not steps)
            st.caption(f"Step {len(path) - 1} of {MAX_STEPS}. {_verdict(str(name), float(rate), path)}", width="content")
        movable = Movable((0, min(steps, len(path) - 1)), (1, MAX_STEPS + 1), lambda _, step: _go(step))
        show(descent(valley, path, float(rate), dark()), "descent figure", movable)
        note(f"{valley.formula}. The ball is the weight; the line through it is the slope; pale balls are earlier steps.")
    say(
        "A network has thousands of weights, and its loss is a landscape of as many dimensions with valleys of many depths, but each weight "
        "makes this same step. The slope comes from one batch at a time, so the steps are noisy. **SGD** is this rule; **Adam** gives each weight a "
        "step of its own length. On the Train page, a rate that is too large shows as a loss that jumps or stays at that of guessing."
    )


def _go(steps: int) -> None:
    st.session_state[STEPS] = min(max(steps, 0), MAX_STEPS)


def _verdict(name: str, rate: float, path: list[float]) -> str:
    """What the rate does, as a sentence: for one valley exactly, for two by where the ball is."""
    if abs(path[-1]) > FAR:
        return "It has diverged: each step was longer than the one before."
    if name != "one valley":
        return "The left valley is the deeper one, but a small rate ends in the first valley that it meets."
    factor = 1 - 2 * rate
    words = f"each step multiplies the distance to the minimum by 1 − 2 × {rate:g} = {factor:.3g}".replace("-", "−")
    if abs(factor) < 1e-9:
        return f"{words.capitalize()}: one step arrives."
    if factor > 0:
        return f"{words.capitalize()}: it closes in from one side."
    if factor > -1 + 1e-9:
        return f"{words.capitalize()}: it jumps to the other side, and closes in."
    if factor > -1 - 1e-9:
        return f"{words.capitalize()}: it jumps from side to side forever."
    return f"{words.capitalize()}: it jumps farther away each time, and diverges."
