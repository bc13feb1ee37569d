"""Twelve validation images, and how the network reads them at the end of each epoch."""

from __future__ import annotations

from contextlib import suppress
from itertools import takewhile

import numpy as np
import streamlit as st

from cnn_core.data.load import find
from cnn_core.data.task import class_names
from cnn_core.data.watched import watched_images
from cnn_core.figures.sheet import sheet_alt
from cnn_core.training.state import Epoch, RunState
from pages.widgets.state.datasets import dark, dataset, drawn_sheet, show_sheet
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.presenting import enlargement, presenting
from pages.widgets.state.session import session

PICTURES, SHEET = "watched images", "watched sheet"
SIDE, ACROSS, BESIDE_CURVES = 56, 12, 4
UNDER = "Under each image: what it is read as and how surely; below, since which epoch that has been right, or what the image is."
Pictures = tuple[np.ndarray, np.ndarray, int]


def watches(state: RunState) -> bool:
    """Whether this run watches images, and they are there."""
    return _pictures(state) is not None


def will_watch(state: RunState) -> bool:
    """Whether this run has not told yet which images it watches, and will: their place is kept, so that nothing moves when they come."""
    choice = laboratory().folder(session().run).meta.experiment.data
    return not state.ended and not state.train_size and choice.validation != "none" and find(choice.dataset) is not None


def watched(state: RunState) -> None:
    """The images with what they are read as now; a wrong one is framed. Nothing for a run that watched none."""
    found = _pictures(state)
    if found is None:
        if presenting() and will_watch(state):
            st.caption("&nbsp;")  # an empty container is not there at all
        return
    images, labels, pixel_max = found
    names = class_names(laboratory().folder(session().run).meta.experiment.data)
    looked = [epoch for epoch in state.history if state.kept and epoch.epoch <= state.kept.epoch and _fits(epoch, found, names)]
    captions = [_caption(looked, index, label, names) for index, label in enumerate(labels)]
    wrong = [bool(looked) and looked[-1].watched[index][0] != label for index, label in enumerate(labels)]
    key = (session().run, dark(), enlargement(), tuple(captions))
    kept = st.session_state.get(SHEET)
    if kept is None or kept[0] != key:
        kept = (
            key,
            drawn_sheet(images, captions, BESIDE_CURVES if presenting() else ACROSS, SIDE, highlight=wrong, pixel_max=pixel_max),
        )
        st.session_state[SHEET] = kept
    st.markdown(f"**{_title(looked, wrong)}**")
    if looked and not presenting():  # an audience is told, and has the images further up
        st.caption(UNDER)
    show_sheet(kept[1], sheet_alt(len(captions), "validation images", captions), "watched")


def _pictures(state: RunState) -> Pictures | None:
    """The images, their labels and the largest value of a pixel; looked up once per run. None without them or without validation."""
    run = session().run
    kept: tuple[str, int, Pictures | None] | None = st.session_state.get(PICTURES)
    if kept is None or kept[:2] != (run, len(state.watched)):
        choice = laboratory().folder(run).meta.experiment.data
        pictures = None
        if state.watched and find(choice.dataset) is not None:
            data = dataset(choice.dataset)
            with suppress(IndexError):  # rows of other images: the record of the run is damaged
                pictures = (*watched_images(data, choice, state.watched), data.pixel_max)
        kept = (run, len(state.watched), pictures)
        st.session_state[PICTURES] = kept
    return kept[2]


def _fits(epoch: Epoch, pictures: Pictures, names: tuple[str, ...]) -> bool:
    """Whether it says of each image how it was read; in a damaged record, more or less may stand there."""
    return len(epoch.watched) == len(pictures[1]) and all(kind < len(names) for kind, _ in epoch.watched)


def _title(looked: list[Epoch], wrong: list[bool]) -> str:
    if not looked:
        return f"{len(wrong)} validation images: how they are read is said after the first epoch"
    right = len(wrong) - sum(wrong)
    return f"{len(wrong)} validation images after epoch {looked[-1].epoch}: {right} read correctly"


def _caption(looked: list[Epoch], index: int, label: int, names: tuple[str, ...]) -> str:
    """What the image is read as and how surely; below, what it is, or since when it has been read correctly."""
    if not looked:
        return f"is {names[label]}\n"
    kind, part = looked[-1].watched[index]
    said = f"{names[kind]} {part:.0%}"
    return f"{said}\nis {names[label]}" if kind != label else f"{said}\nsince {_right_since(looked, index, label)}"


def _right_since(looked: list[Epoch], index: int, label: int) -> int:
    """The first epoch that was looked at from which on the image was always read correctly."""
    right = list(takewhile(lambda epoch: epoch.watched[index][0] == label, reversed(looked)))
    return right[-1].epoch
