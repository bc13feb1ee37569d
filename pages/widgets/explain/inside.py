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
from pages.widgets.explain.switched_off import filters_off, numbered, off_words, switch_on
from pages.widgets.explain.weights import weights
from pages.widgets.explain.why import why
from pages.widgets.runs.choose_epoch import choose_epoch, clock, play_on
from pages.widgets.runs.correct_images import TEST as TEST_PART
from pages.widgets.runs.correct_images import correct_images
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.epoch import epoch_shown, settled_epoch
from pages.widgets.state.explained_image import PART, TEST, Picture, choose, first_part
from pages.widgets.state.fields import controlled
from pages.widgets.state.first_number import forget_number, number_asked_for
from pages.widgets.state.fragment_keys import EXPLAIN
from pages.widgets.state.view import Look, View, look

AS_TRAINED = "Filters that you switched off or changed count here as the run learned them: these are its own weights, and its own training."
MICROSCOPE, WHY, FILTERS, WEIGHTS, MAP = "Microscope", "Why this answer", "Filters", "Weights", "Map of images"


def inside(folder: RunFolder) -> None:
    """Chooses epoch and image, and shows the network at work on it. While the epochs play, or the run trains, it runs by itself."""
    every = clock(folder)
    fragment(_inside, every, key=EXPLAIN)(folder, every, epoch_shown(folder))


def _inside(folder: RunFolder, every: float | None, shown: int | None) -> None:
    play_on(folder, lambda *_: is_made() and all_made())
    if epoch_shown(folder) != shown or clock(folder) != every:
        st.rerun()  # the whole page: the pad in the sidebar reads with the same weights
    with st.container(key="time-machine"):
        epoch = choose_epoch(folder)
    image = choose_image(folder)
    if image is None:
        return
    experiment = folder.meta.experiment
    asked = number_asked_for(experiment.architecture)  # before the parts: a link opens the first of them
    state, kernels, off = st.session_state, kernels_by_hand(folder), filters_off(folder)
    with st.container(horizontal=True, vertical_alignment="center"):
        part = st.segmented_control(
            "Show",
            (MICROSCOPE, WHY, FILTERS, WEIGHTS, MAP),
            required=True,
            label_visibility="collapsed",
            **controlled("explain part", state.get(PART) or MICROSCOPE, lambda shown: state.update({PART: shown})),
        )
        change = st.toggle(
            "Change the image", key="change the image", help="Move it, turn it, add noise or paint on it: all below follows."
        )
        changed = bool(kernels or off)
        if part == FILTERS or (changed and part != WEIGHTS):  # there from the first, so that it moves nothing
            st.button(
                "All filters as trained",
                icon=":material/restart_alt:",
                key="kernels as trained",
                on_click=_as_trained,
                disabled=not changed,
            )
    edit = edit_of(experiment.data.dataset, experiment.architecture.input_shape, image) if change else UNCHANGED
    view = View(folder.id, settled_epoch(folder, epoch), image, edit, kernels, off)
    seen, trained = look(view), look(replace(view, kernels=(), off=()))
    if change:
        edit_image(seen, look(replace(view, edit=UNCHANGED)), paints=part == MICROSCOPE)
    words = _words(trained if part == WEIGHTS else seen, view, part != WEIGHTS)
    if part == MICROSCOPE:
        brush = painter(seen) if change else None
        microscope(
            "microscope",
            seen.key,
            lambda opened: scene(seen, words, opened),
            lambda said: detail(seen, _number(seen, said, asked)),
            brush,
        )
        _correct(folder, image)
        return
    above = st.container()

    def say() -> None:
        above.markdown(escape_markdown(words))

    if part == WHY:
        why(seen, say)
        _correct(folder, image)
    elif part == FILTERS:
        filters(folder, seen, trained, say)
    elif part == WEIGHTS:
        say()
        if changed:
            st.caption(AS_TRAINED)
        weights(folder, trained)
    else:
        map_of_images(folder, seen, image if isinstance(image, int) else None, _open, say)


def _correct(folder: RunFolder, image: int | Drawing | Picture) -> None:
    """A test image is left out or gets another label where it is looked into."""
    if isinstance(image, int):
        correct_images(folder, TEST_PART, [image], "explained")


def _number(seen: Look, clicked: Asked | None, index: int | None) -> Asked | None:
    """The number that was clicked, or until one is the largest of the layer that the address names; None if it names none."""
    if clicked is not None:
        forget_number()
        return clicked
    if index is None:
        return None
    values = seen.outputs[index]
    return Asked(index, tuple(int(k) for k in np.unravel_index(int(values.argmax()), values.shape)))


def _open(number: int) -> None:
    """For callbacks: the microscope, with this test image."""
    choose(kind=TEST, label=-1, number=number)
    first_part()


def _as_trained() -> None:
    """For callbacks: no filter is changed by hand or switched off."""
    forget_kernels()
    switch_on()


def _words(seen: Look, view: View, by_hand: bool) -> str:
    """What the image is, whether it or, `by_hand`, filters were changed, and what the network takes it for."""
    best, image = int(seen.probabilities.argmax()), view.image
    if isinstance(image, int):
        what = f"Test image {image}, labelled {seen.class_names[seen.truth or 0]}"
    else:
        what = "Your drawing" if isinstance(image, Drawing) else image.name
    right = "" if seen.truth is None else ", correctly" if seen.truth == best else ", wrongly"
    what += ", changed" if view.edit != UNCHANGED else ""
    changes = [f"{numbered(tuple(number for number, _ in view.kernels))} changed by hand"] if view.kernels else []
    changes += off_words(seen.architecture, view.off)
    how = "" if view.epoch is None else f" after epoch {view.epoch}"
    how += f", with {' and '.join(changes)}" if by_hand and changes else ""
    return f"{what}. Predicted{how}: {seen.class_names[best]} ({seen.probabilities[best]:.1%}){right}."
