"""Which image the Explain page follows through the network: a test image, a mistake, the drawing, or a picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from cnn_core.data.corrections import numbers_tested
from cnn_core.data.load import find
from cnn_core.data.task import all_test_labels, class_names
from cnn_core.drawing import Drawing
from cnn_core.errors import RunError
from cnn_core.runs import RunFolder
from pages.widgets.explain.bring_picture import FILE, bring_picture
from pages.widgets.state.datasets import dataset
from pages.widgets.state.drawing import drawn
from pages.widgets.state.epoch import epoch_shown
from pages.widgets.state.explained_image import DRAWING, MISTAKES, PICTURE, TEST, Choice, Picture, brought, choose, chosen
from pages.widgets.state.fields import controlled, number_field

ANY = "all classes"
CLASSES, SHAPE = "explained classes", "explained shape"


def choose_image(folder: RunFolder) -> int | Drawing | Picture | None:
    """The widgets; returns the number of a test image, the drawing or the picture. None, and a sentence, where there is no such image."""
    choice = _fitting(folder, _asked_for(chosen()))
    kinds, other = _kinds(folder), _of_other_images(folder)
    if choice.kind not in kinds or (choice.kind == PICTURE and other):
        choice = replace(choice, kind=kinds[0])
    indices = _indices(folder, choice)
    if len(indices) and choice.number not in indices:
        first = int(indices[0]) if choice.kind == MISTAKES else _following(indices, choice.number)
        choice = replace(choice, number=first)
    choose(kind=choice.kind, label=choice.label, number=choice.number)
    with st.container(horizontal=True, vertical_alignment="bottom", key="explain-image"):
        _widgets(folder, choice, kinds, indices)
    if choice.kind == PICTURE:
        picture = brought(folder.meta.experiment.architecture.input_shape)
        if picture is None:
            st.info("Choose a file above: its picture goes through the network here.", icon=":material/upload_file:")
        return picture
    if choice.kind == DRAWING:
        drawing = drawn()
        if drawing is None:
            st.info("Draw on the pad in the sidebar: what you draw there goes through the network here.", icon=":material/draw:")
        return drawing
    if not len(indices):
        st.info("There is none. Choose another class, or all test images.", icon=":material/search_off:")
        return None
    return choice.number


def _fitting(folder: RunFolder, choice: Choice) -> Choice:
    """The choice without its class, if that is one of other classes than those of this run."""
    names = class_names(folder.meta.experiment.data)
    before, st.session_state[CLASSES] = st.session_state.get(CLASSES, names), names
    return replace(choice, label=-1) if before != names or choice.label >= len(names) else choice


def _of_other_images(folder: RunFolder) -> bool:
    """Whether a run of images of another shape was opened just now, which the picture does not fit, and no file that could be prepared anew."""
    shape = folder.meta.experiment.architecture.input_shape
    before, st.session_state[SHAPE] = st.session_state.get(SHAPE, shape), shape
    return before != shape and brought(shape) is None and st.session_state.get(FILE) is None


def _following(indices: np.ndarray, number: int) -> int:
    """The next image of the list by number, or its last one."""
    ordered = np.sort(indices)
    return int(ordered[min(int(np.searchsorted(ordered, number)), len(ordered) - 1)])


def _widgets(folder: RunFolder, choice: Choice, kinds: list[str], indices: np.ndarray) -> None:
    st.segmented_control("Image", kinds, required=True, **controlled("explain kind", choice.kind, lambda kind: choose(kind=kind)))
    if choice.kind == PICTURE:
        bring_picture(folder)
    if choice.kind in (DRAWING, PICTURE):
        return
    names = class_names(folder.meta.experiment.data)
    st.selectbox(
        "True class",
        range(-1, len(names)),
        format_func=lambda k: ANY if k < 0 else names[k],
        width=150,
        **controlled(f"explain class {len(names)}", choice.label, lambda label: choose(label=label)),
    )
    if not len(indices):
        return
    place = int(np.flatnonzero(indices == choice.number)[0])
    most = int(indices.max())
    number_field(
        "Number", 0, most, "explain number", choice.number, lambda number: choose(number=_following(indices, number)), width=130
    )
    with st.container(horizontal=True, width="content", gap="small"):  # both in one line, wherever it breaks
        for label, icon, by in (("Previous", ":material/chevron_left:", -1), ("Next", ":material/chevron_right:", 1)):
            there = 0 <= place + by < len(indices)
            st.button(label, icon=icon, key=f"explain {label}", disabled=not there, on_click=_step, args=(indices, by))
    every = choice.kind == TEST and len(indices) == most + 1
    whose = " of the final weights" if choice.kind == MISTAKES and epoch_shown(folder) is not None else ""
    with st.container(key="image-count", width="content"):
        st.caption(f"of {len(indices):,}, from 0" if every else f"{place + 1:,} of {len(indices):,}{whose}", width="content")


def _step(indices: np.ndarray, by: int) -> None:
    """From the image that is chosen when the click arrives, which the page may not have shown yet, to its neighbour in the list."""
    place = np.flatnonzero(indices == chosen().number)
    if len(place):
        choose(number=int(indices[min(max(int(place[0]) + by, 0), len(indices) - 1)]))


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
    return [*kinds, PICTURE]


def _mistakes(folder: RunFolder) -> np.ndarray | None:
    """The test images that the final weights misclassify, the most confident first; None before the run is tested."""
    key = "explained mistakes"
    if st.session_state.get(key, ("",))[0] != folder.id:
        try:
            choice = folder.meta.experiment.data
            count = len(dataset(choice.dataset).y_test)
            st.session_state[key] = folder.id, numbers_tested(choice, count)[folder.evaluation().wrong()]
        except RunError:
            return None
    found: np.ndarray = st.session_state[key][1]
    return found


def _indices(folder: RunFolder, choice: Choice) -> np.ndarray:
    """The images that it was tested with to choose from, in their order; mistakes the most confident first."""
    if choice.kind in (DRAWING, PICTURE):
        return np.zeros(0, np.int64)
    experiment = folder.meta.experiment
    labels = all_test_labels(dataset(experiment.data.dataset), experiment.data)
    found = numbers_tested(experiment.data, len(labels)) if choice.kind == TEST else _mistakes(folder)
    if found is None:
        return np.zeros(0, np.int64)
    return found if choice.label < 0 else found[labels[found] == choice.label]
