"""The training images that a drawing is most like, and how unusual it is among test images."""

from __future__ import annotations

import time
from concurrent.futures import Future, wait

import streamlit as st

from cnn_core.data.choice import DataChoice
from cnn_core.data.corrections import numbers_tested
from cnn_core.data.load import find
from cnn_core.drawing.nearness import Near
from cnn_core.figures.sheet import sheet_alt
from cnn_core.runs import RunFolder
from pages.widgets.runs.correct_images import TRAIN, correct_images
from pages.widgets.runs.look_inside import look_inside_training_image
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.corrections import label_now
from pages.widgets.state.datasets import dataset, drawn_sheet, show_sheet
from pages.widgets.state.drawing import DrawingPrediction
from pages.widgets.state.nearness import USUAL, search

SIDE = 84
LOOK_EVERY = 0.02
SECONDS_UNSAID = 0.5


def neighbours(folder: RunFolder, reading: DrawingPrediction) -> None:
    """How unusual the drawing is, and the training images that it is most like."""
    choice = folder.meta.experiment.data
    if find(choice.dataset) is None:
        st.caption("The training images of this network are not on this machine.")
        return
    data = dataset(choice.dataset)
    near = _when_found(search(data, choice, reading.pixels), len(data.x_train))
    words = "like the training images" if near.rank < 0.9 else "unusual" if near.rank < 1 else "unlike any training image"
    st.progress(near.rank, f"This drawing is {words}")
    st.caption(
        f"{near.rank:.0%} of {min(USUAL, len(numbers_tested(choice, len(data.x_test))))} test images are nearer to a training image than this drawing is. Far from "
        "all of them, a network guesses, and is often sure of it."
    )
    numbers = [int(index) for index in near.indices]
    captions = [f"{label_now(data, choice, TRAIN, number)}\nno. {number}" for number in numbers]
    picture = drawn_sheet(data.x_train[near.indices], captions, len(captions), SIDE, pixel_max=data.pixel_max)
    show_sheet(picture, sheet_alt(len(captions), "nearest training images", captions), "nearest")
    st.caption(
        f"The nearest of all {len(data.x_train):,} images of the training part of {escape_markdown(data.title)}{_validating(choice)}."
    )
    look_inside_training_image(data, numbers, "inside of nearest")
    correct_images(folder, TRAIN, numbers, "nearest")


def _validating(choice: DataChoice) -> str:
    """That some of the training part are only validated with, which a network did not learn from."""
    return "" if choice.validation in ("test", "none") else ", of which some validate"


def _when_found(search: Future[Near], images: int) -> Near:
    """What a search in the thread finds. Meanwhile this run of the page can be cut off by the next stroke, which thus waits for nothing."""
    place, began = st.empty(), time.monotonic()
    try:
        while not wait([search], LOOK_EVERY).done:
            if time.monotonic() - began < SECONDS_UNSAID:
                place.empty()  # whatever is sent to the page lets Streamlit see that a newer stroke has come
            else:
                place.caption(f"Searching all {images:,} training images…")
        place.empty()
        return search.result()
    finally:
        search.cancel()
