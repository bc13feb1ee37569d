"""The one part of the Explain page that runs again: the choice of epoch and image, and what is shown of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from cnn_core.drawing import Drawing
from cnn_core.explain.edits import UNCHANGED
from cnn_core.runs import RunFolder
from pages.widgets.components.microscope import Asked, microscope
from pages.widgets.explain.choose_image import choose_image
from pages.widgets.explain.detail import detail
from pages.widgets.explain.edit_image import edit_image, edit_of, painter
from pages.widgets.explain.edit_kernel import forget_kernels, kernels_by_hand
from pages.widgets.explain.filters import filters
from pages.widgets.explain.image_map import map_of_images
from pages.widgets.explain.made import all_made
from pages.widgets.explain.neighbour_map import is_made
from pages.widgets.explain.scene import scene
from pages.widgets.explain.weights import weights
from pages.widgets.explain.why import why
from pages.widgets.runs.choose_epoch import choose_epoch, clock
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.explained_image import TEST, choose
from pages.widgets.state.first_number import forget_number, number_asked_for
from pages.widgets.state.fragment_keys import EXPLAIN
from pages.widgets.state.view import Look, View, look

MICROSCOPE, WHY, FILTERS, WEIGHTS, MAP = "Microscope", "Why this answer", "Filters", "Weights", "Map of images"
OPENED = "images opened on the map"
"""How many."""


def inside(folder: RunFolder) -> None:
    """Chooses epoch and image, and shows the network at work on it. While the epochs play, or the run trains, it runs by itself."""
    every = clock(folder)
    fragment(_inside, every, key=EXPLAIN)(folder, every)


def _inside(folder: RunFolder, every: float | None) -> None:
    image = choose_image(folder)
    epoch = choose_epoch(folder, lambda *_: is_made() and all_made())
    if clock(folder) != every:
        st.rerun()
    if image is None:
        return
    change = st.toggle(
        "Change the image", key="change the image", help="Move it, turn it, add noise or paint on it: all below follows."
    )
    experiment = folder.meta.experiment
    edit = edit_of(experiment.data.dataset, experiment.architecture.input_shape, image) if change else UNCHANGED
    view = View(folder.id, epoch, image, edit, kernels_by_hand(folder))
    seen, trained = look(view), look(replace(view, kernels=()))
    if change:
        edit_image(seen, look(replace(view, edit=UNCHANGED)))
    opened = st.session_state.get(OPENED, 0)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        part = st.segmented_control(
            "Show",
            (MICROSCOPE, WHY, FILTERS, WEIGHTS, MAP),
            default=MICROSCOPE,
            required=True,
            key=f"explain part {opened}" if opened else "explain part",
            label_visibility="collapsed",
        )
        if view.kernels and part != WEIGHTS:
            st.button("All filters as trained", icon=":material/undo:", key="kernels as trained", on_click=forget_kernels)
    words = _words(trained if part == WEIGHTS else seen, view, part != WEIGHTS)
    if part == MICROSCOPE:
        brush = painter(seen) if change else None
        microscope("microscope", seen.key, lambda: scene(seen, words), lambda asked: detail(seen, _asked_for(seen, asked)), brush)
        return
    st.markdown(escape_markdown(words))
    if part == WHY:
        why(seen)
    elif part == FILTERS:
        filters(folder, seen, trained)
    elif part == WEIGHTS:
        weights(folder, trained)
    else:
        map_of_images(folder, seen, image if isinstance(image, int) else None, _open)


def _asked_for(seen: Look, asked: Asked | None) -> Asked | None:
    """The number that was clicked, or until one is the largest of the layer that the address names; None if it names none."""
    if asked is not None:
        forget_number()
        return asked
    index = number_asked_for(seen.architecture)
    if index is None:
        return None
    values = seen.outputs[index]
    return index, tuple(int(k) for k in np.unravel_index(int(values.argmax()), values.shape)), 0


def _open(number: int) -> None:
    """For callbacks: the microscope, with this test image. The parts become another widget, which begins with it: a browser that has not
    drawn that yet still sends the map with every message."""
    choose(kind=TEST, label=-1, number=number)
    st.session_state[OPENED] = st.session_state.get(OPENED, 0) + 1


def _words(seen: Look, view: View, by_hand: bool) -> str:
    """What the image is, whether it or, `by_hand`, a filter was changed, and what the network takes it for."""
    best, image = int(seen.probabilities.argmax()), view.image
    if isinstance(image, int):
        what = f"Test image {image}, labelled {seen.class_names[seen.truth or 0]}"
    else:
        what = "Your drawing" if isinstance(image, Drawing) else image.name
    right = "" if seen.truth is None else ", rightly" if seen.truth == best else ", wrongly"
    what += ", changed" if view.edit != UNCHANGED else ""
    numbers = [number for number, _ in view.kernels] if by_hand else []
    how = (
        f", with {'filter' if len(numbers) == 1 else 'filters'} {', '.join(map(str, numbers))} changed by hand" if numbers else ""
    )
    return f"{what}. Predicted{how}: {seen.class_names[best]} ({seen.probabilities[best]:.1%}){right}."
