"""The one part of the Explain page that runs again: the choice of epoch and image, and what is shown of them."""

from __future__ import annotations

import streamlit as st

from cnn_core.drawing import Drawing
from cnn_core.runs import RunFolder
from pages.widgets.components.microscope import microscope
from pages.widgets.explain.choose_image import choose_image
from pages.widgets.explain.detail import detail
from pages.widgets.explain.filters import filters
from pages.widgets.explain.image_map import map_of_images
from pages.widgets.explain.neighbour_map import is_made
from pages.widgets.explain.scene import scene
from pages.widgets.explain.why import why
from pages.widgets.runs.choose_epoch import PLAY_EVERY, choose_epoch, playing
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.explained_image import TEST, choose
from pages.widgets.state.fragment_keys import EXPLAIN
from pages.widgets.state.view import Look, View, look

MICROSCOPE, WHY, FILTERS, MAP = "Microscope", "Why this answer", "Filters", "Map of images"


def inside(folder: RunFolder) -> None:
    """Chooses epoch and image, and shows the network at work on it. While the epochs play, it runs by itself."""
    on = playing()
    fragment(_inside, PLAY_EVERY if on else None, key=EXPLAIN)(folder, on)


def _inside(folder: RunFolder, on: bool) -> None:
    image = choose_image(folder)
    epoch = choose_epoch(folder, lambda *_: is_made())
    if playing() != on:
        st.rerun()
    if image is None:
        return
    seen = look(View(folder.id, epoch, image))
    part = st.segmented_control(
        "Show",
        (MICROSCOPE, WHY, FILTERS, MAP),
        default=MICROSCOPE,
        required=True,
        key="explain part",
        label_visibility="collapsed",
    )
    if part == MICROSCOPE:
        microscope("microscope", seen.key, lambda: scene(seen, _words(seen, image)), lambda asked: detail(seen, asked))
        return
    st.markdown(escape_markdown(_words(seen, image)))
    if part == WHY:
        why(seen)
    elif part == FILTERS:
        filters(folder, seen)
    else:
        map_of_images(folder, seen, None if isinstance(image, Drawing) else image, _open)


def _open(number: int) -> None:
    """For callbacks: the microscope, with this test image."""
    choose(kind=TEST, label=-1, number=number)
    st.session_state["explain part"] = MICROSCOPE


def _words(seen: Look, image: int | Drawing) -> str:
    """What the image is, and what the network takes it for."""
    best = int(seen.probabilities.argmax())
    what = "Your drawing" if isinstance(image, Drawing) else f"Test image {image}, {seen.class_names[seen.truth or 0]}"
    right = "" if seen.truth is None else ", rightly" if seen.truth == best else ", wrongly"
    return f"{what}. Predicted: {seen.class_names[best]} ({seen.probabilities[best]:.1%}){right}."
