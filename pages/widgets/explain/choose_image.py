"""Which image the Explain page follows through the network: a test image, a mistake, or the drawing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from cnn_core.data.load import find
from cnn_core.data.task import class_names, labels_for
from cnn_core.drawing import Drawing
from cnn_core.errors import RunError
from cnn_core.runs import RunFolder
from pages.widgets.state.datasets import dataset
from pages.widgets.state.drawing import drawn
from pages.widgets.state.explained_image import DRAWING, MISTAKES, TEST, Choice, choose, chosen

ANY = "all classes"


def choose_image(folder: RunFolder) -> int | Drawing | None:
    """The widgets; returns the number of a test image, or the drawing. None, and a sentence, where there is no such image."""
    choice = _asked_for(chosen())
    kinds = _kinds(folder)
    if choice.kind not in kinds:
        choice = replace(choice, kind=kinds[0])
    indices = _indices(folder, choice)
    if choice.kind != DRAWING and len(indices):
        choice = replace(
            choice,
            number=int(indices[min(int(np.searchsorted(np.sort(indices), choice.number)), len(indices) - 1)])
            if choice.number not in indices
            else choice.number,
        )
    choose(kind=choice.kind, label=choice.label, number=choice.number)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _widgets(folder, choice, kinds, indices)
    if choice.kind == DRAWING:
        drawing = drawn()
        if drawing is None:
            st.info("Draw on the pad in the sidebar: what you draw there goes through the network here.", icon=":material/draw:")
        return drawing
    if not len(indices):
        st.info("There is none. Choose another class, or all test images.", icon=":material/search_off:")
        return None
    return choice.number


def _widgets(folder: RunFolder, choice: Choice, kinds: list[str], indices: np.ndarray) -> None:
    st.session_state["explain kind"] = choice.kind
    st.segmented_control("Image", kinds, key="explain kind", required=True, on_change=_change, args=("kind", "explain kind"))
    if choice.kind == DRAWING:
        return
    names = class_names(folder.meta.experiment.data)
    classes = range(-1, len(names))
    st.session_state["explain class"] = choice.label if choice.label in classes else -1
    st.selectbox(
        "True class",
        classes,
        key="explain class",
        format_func=lambda k: ANY if k < 0 else names[k],
        on_change=_change,
        args=("label", "explain class"),
        width=150,
    )
    if not len(indices):
        return
    place = int(np.flatnonzero(indices == choice.number)[0])
    st.session_state["explain number"] = choice.number
    most = int(indices.max())
    st.number_input("Number", 0, most, key="explain number", on_change=_change, args=("number", "explain number"), width=130)
    for label, icon, to in (("Previous", ":material/chevron_left:", place - 1), ("Next", ":material/chevron_right:", place + 1)):
        there = 0 <= to < len(indices)
        st.button(
            label, icon=icon, key=f"explain {label}", disabled=not there, on_click=_go, args=(int(indices[to]) if there else 0,)
        )
    st.caption(f"{place + 1:,} of {len(indices):,}", width="content")


def _change(name: str, key: str) -> None:
    choose(**{name: st.session_state[key]})


def _go(number: int) -> None:
    choose(number=number)


def _asked_for(choice: Choice) -> Choice:
    """The image that a link to this page names, once."""
    asked = st.query_params.get("image")
    if asked is None:
        return choice
    del st.query_params["image"]
    if asked == "drawing":
        return Choice(kind=DRAWING)
    return Choice(number=int(asked)) if asked.isdecimal() and len(asked) < 8 else choice


def _kinds(folder: RunFolder) -> list[str]:
    kinds = []
    if find(folder.meta.experiment.data.dataset) is not None:
        kinds.append(TEST)
        if _mistakes(folder) is not None:
            kinds.append(MISTAKES)
    if folder.meta.experiment.architecture.input_shape[2] == 1 or not kinds:
        kinds.append(DRAWING)
    return kinds


def _mistakes(folder: RunFolder) -> np.ndarray | None:
    """The test images that the final weights misclassify, the most confident first; None before the run is tested."""
    key = "explained mistakes"
    if st.session_state.get(key, ("",))[0] != folder.id:
        try:
            st.session_state[key] = folder.id, folder.evaluation().wrong()
        except RunError:
            return None
    found: np.ndarray = st.session_state[key][1]
    return found


def _indices(folder: RunFolder, choice: Choice) -> np.ndarray:
    """The test images to choose from, in their order; mistakes the most confident first."""
    if choice.kind == DRAWING:
        return np.zeros(0, np.int64)
    experiment = folder.meta.experiment
    labels = labels_for(dataset(experiment.data.dataset).y_test, experiment.data)
    found = np.arange(len(labels)) if choice.kind == TEST else _mistakes(folder)
    if found is None:
        return np.zeros(0, np.int64)
    return found if choice.label < 0 else found[labels[found] == choice.label]
