"""What the next training will take: numbers to learn, work, memory, and time on this machine."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cnn_core.forecast import TENSORFLOW_BYTES
from cnn_core.text import bytes_text, plural
from pages.widgets.state.forecast import Forecast, about, forecast, roughly, unmeasured
from pages.widgets.state.session import session

LONG = 300.0
"""Seconds after which fewer images are offered."""
WANTED = 60.0
MIN_IMAGES = 1_000


def preflight() -> None:
    """The card on the Train page."""
    mine = session()
    summary = mine.summary()
    found = forecast(mine.experiment, summary)
    with st.container(border=True):
        st.markdown("**Before you train**")
        if summary.errors:
            st.page_link(
                "pages/build.py", label="The network does not work yet: the Build page says why", icon=":material/error:"
            )
            return
        st.markdown(
            f"{summary.trainable:,} weights to learn from {_images(found)}  \n{summary.macs:,} multiply-accumulates per image"
        )
        if found is None:
            if why := unmeasured():
                st.caption(f"{why}.")
            return
        st.markdown(f"**{roughly(found.epoch)}** per epoch, **{found.in_all}** in all  \n{_memory(found)}")


def time_notes() -> None:
    """For below the fields that a long training comes from: what a time limit leaves of it, and fewer images. Above them it would push away
    the field that one types in."""
    mine = session()
    found = forecast(mine.experiment, mine.summary())
    with st.container():  # so that what is below keeps its place among the elements
        if found is None:
            return
        if (minutes := mine.experiment.training.minutes) and found.epoch * mine.experiment.training.epochs > 60 * minutes:
            st.caption(
                f"It stops after {plural(minutes, 'minute')}: that is time for about {60 * minutes / found.epoch:.2g} "
                f"of {plural(mine.experiment.training.epochs, 'epoch')}."
            )
        if found.total > LONG:
            _offer(found)


def _memory(found: Forecast) -> str:
    return (
        f"about {bytes_text(TENSORFLOW_BYTES + found.memory)} of memory: {bytes_text(found.memory)} for this network and its images, "
        "the rest for TensorFlow"
    )


def _images(found: Forecast | None) -> str:
    return f"{found.images:,} images" if found else "the training images"


def _offer(found: Forecast) -> None:
    fewer = max(MIN_IMAGES, int(found.images * WANTED / found.total) // 500 * 500)
    if fewer < found.images // 2:
        st.button(
            f"Take {fewer:,} images: about {about(found.total * fewer / found.images)}",
            icon=":material/speed:",
            on_click=_take,
            args=(fewer,),
            help="For a first look. Fewer images are quicker and teach less; the Data page has the slider.",
        )


def _take(images: int) -> None:
    mine = session()
    mine.set_data(replace(mine.experiment.data, train_size=images))
