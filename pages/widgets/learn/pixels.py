"""What an image is to a network: numbers, a channel axis, a scale."""

from __future__ import annotations

import streamlit as st

from cnn_core.data.scaling import Scaling, scaling_for
from cnn_core.figures.lessons.panels import number
from cnn_core.figures.lessons.pixels import SIDE, pixel_numbers
from cnn_core.lessons.first_step import ERROR, adam_step, sgd_step
from pages.widgets.components.lesson_figure import show
from pages.widgets.learn.words import WIDTH, instrument, note, say
from pages.widgets.state.datasets import dark, dataset

SGD_RATE, ADAM_RATE = 0.01, 0.001  # Keras's defaults
SCALES = {"none": "0 to 255, as stored", "unit": "0 to 1", "standard": "mean 0, standard deviation 1"}


@st.cache_data
def _standard() -> tuple[float, float]:
    data = dataset("mnist-mini")
    found = scaling_for(data.x_train, "standard", data.pixel_max)
    return found.offset, found.divisor


def pixels() -> None:
    """A window over the numbers of a real digit, before and after scaling."""
    say(
        "A grey image is a table of numbers from 0 (black) to 255 (white). Keras wants a third axis for the channels, last: "
        "(height, width, channels), which is (28, 28, 1) here and would be (28, 28, 3) for red, green and blue. Some older code puts "
        "the channels first, (1, 28, 28); the numbers are the same, in another order."
    )
    with instrument():
        data = dataset("mnist-mini")
        with st.container(key="pixels-window"):
            columns = st.columns([2, 2, 3], gap="medium", vertical_alignment="bottom")
        with columns[0]:
            row = st.slider("First row", 0, 28 - SIDE, 8, key="pixels row", help="Moves the window down.")
        with columns[1]:
            column = st.slider("First column", 0, 28 - SIDE, 9, key="pixels column", help="Moves the window to the right.")
        with columns[2]:
            scale = st.segmented_control(
                "Scaling", list(SCALES), default="none", required=True, format_func=lambda each: SCALES[each], key="pixels scale"
            )
        if st.button("Another digit", icon=":material/casino:"):
            st.session_state["pixels draw"] = st.session_state.get("pixels draw", 0) + 1
        image = data.x_train[st.session_state.get("pixels draw", 0) % len(data.x_train), :, :, 0]
        mean, deviation = _standard()
        scaling = {"none": Scaling(0, 1), "unit": Scaling(0, 255), "standard": Scaling(mean, deviation)}[scale]
        show(
            pixel_numbers(image, scaling.apply(image), row, column, ".0f" if scale == "none" else ".2f", dark()), "pixels figure"
        )
        brightest = int(image.max())
        how = {
            "none": f"As stored, one byte per pixel; the brightest of this digit is {brightest}.",
            "unit": f"pixel / 255: the brightest, {brightest}, becomes {brightest / 255:.3f}.",
            "standard": f"(pixel − {mean:.1f}) / {deviation:.1f}, the mean and standard deviation of all training pixels: 0 becomes {-mean / deviation:.3f}, "
            f"{brightest} becomes {(brightest - mean) / deviation:.3f}.".replace("-", "−"),
        }[scale]
        note(how)
    with st.container():
        _steps(brightest)


def _steps(pixel: int) -> None:
    """Why the scale matters: the first step of the weight under the brightest pixel, by both optimizers."""
    say(
        "Scaling changes nothing that one can see, but the steps of the training fit numbers near 1. The gradient of a weight is its "
        "pixel times an error. **SGD** steps by the gradient, so 255 times larger pixels make steps 255 times as long, and each moves "
        "the sum 255 times as far again. **Adam** divides by the size of the gradient: its steps are as long as the rate at "
        "either scale, but each still moves the sum 255 times as far."
    )
    rows = [("SGD", sgd_step, SGD_RATE), ("Adam", adam_step, ADAM_RATE)]
    lines = ["| first step | rate | pixel | the weight changes by | the sum changes by |", "|---|--:|--:|--:|--:|"]
    for name, step, rate in rows:
        for value in (float(pixel), pixel / 255):
            change = step(value, rate)
            lines.append(f"| {name} | {rate:g} | {value:.3g} | {number(change)} | {number(change * value)} |")
    st.markdown("\n".join(lines), width=WIDTH)
    st.caption(f"The weight begins at 0, and the error is {ERROR:g}: the loss rises by that much for each unit of the sum.")
