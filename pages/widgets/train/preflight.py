"""What the next training will take: numbers to learn, work, memory, and time on this machine."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from cnn_core.data.catalogue import entry_of
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.forecast import memory_bytes, sizes_of, work_of
from cnn_core.summary import Summary, bytes_text
from cnn_core.training.progress import duration, plural
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session

LONG = 300.0
"""Seconds after which fewer images are offered."""
WANTED = 60.0
MIN_IMAGES = 1_000


@dataclass(frozen=True)
class Forecast:
    """Images to learn from, seconds for an epoch and for all of them, and bytes while training."""

    images: int
    epoch: float
    total: float
    memory: float


def forecast(experiment: Experiment, summary: Summary) -> Forecast | None:
    """None if the network does not work, or while this machine is being measured."""
    slowness = laboratory().machine.slowness
    if slowness is None or summary.errors:
        return None
    try:
        entry = entry_of(experiment.data.dataset)
    except LabError:
        return None
    train, validation = sizes_of(experiment.data, entry.train_size, entry.test_size, len(entry.class_names))
    training = experiment.training
    epoch = work_of(summary, train, validation, training.batch_size).seconds(slowness=slowness)
    return Forecast(train, epoch, epoch * training.epochs, memory_bytes(summary, train + validation, training.batch_size))


def time_line() -> None:
    """Below the Train button: how long it will take."""
    mine = session()
    found = forecast(mine.experiment, mine.summary())
    if found is not None:
        st.caption(f"About {_about(found.total)} for {plural(mine.experiment.training.epochs, 'epoch')} on this machine")


def preflight() -> None:
    """The card on the Train page."""
    mine = session()
    summary = mine.summary()
    found = forecast(mine.experiment, summary)
    with st.container(border=True):
        st.markdown("**Before you train**")
        if summary.errors:
            st.caption("The network does not work yet: the Build page says why.")
            return
        st.markdown(
            f"{summary.trainable:,} weights to learn from {_images(found)}  \n{summary.macs:,} multiply-accumulates an image"
        )
        if found is None:
            st.caption("How long it will take is said as soon as this machine has been measured, once, for some seconds.")
            return
        st.markdown(
            f"about **{_about(found.epoch)}** an epoch, **{_about(found.total)}** in all  \nabout {bytes_text(found.memory)} of memory"
        )
        if found.total > LONG:
            _offer(found)


def _images(found: Forecast | None) -> str:
    return f"{found.images:,} images" if found else "the training images"


def _offer(found: Forecast) -> None:
    fewer = max(MIN_IMAGES, int(found.images * WANTED / found.total) // 500 * 500)
    if fewer < found.images // 2:
        st.button(
            f"Take {fewer:,} images: about {_about(found.total * fewer / found.images)}",
            icon=":material/speed:",
            on_click=_take,
            args=(fewer,),
            help="For a first look. Fewer images are quicker and teach less; the Data page has the slider.",
        )


def _take(images: int) -> None:
    mine = session()
    mine.set_data(replace(mine.experiment.data, train_size=images))


def _about(seconds: float) -> str:
    """A forecast has no more than two digits."""
    if seconds < 1:
        return "a second"
    return duration(float(f"{seconds:.2g}"))
