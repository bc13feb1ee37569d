"""Random changes of the training images, previewed on one of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from pages.widgets.data.task_choice import task_dataset
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.datasets import drawn_sheet, show_sheet
from pages.widgets.state.fields import edit
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import run_by_itself
from pages.widgets.state.session import session

DRAWS = 12
TITLES = {
    "horizontal_flip": "Mirror left and right",
    "translation": "Shift",
    "zoom": "Zoom",
    "rotation": "Rotation",
    "brightness": "Brightness",
    "contrast": "Contrast",
}
WHICH = "augmented image"
REFRESH = 1.0


def augmentation() -> None:
    """A slider for each kind of change, and twelve draws of one image with all of them."""
    chosen = session().experiment.augmentation
    words = "in use" if chosen.active else "off"
    with st.expander(f"Augmentation: random changes while training ({words})", expanded=chosen.active, key="augmentation"):
        st.caption(
            "Each training image is changed differently in every epoch, so that few images train like many; it takes more epochs to "
            "learn. Validation and test images stay as they are."
        )
        sliders, preview = st.columns([2, 3], gap="large")
        with sliders:
            edit(chosen, "augmentation", _take, labels={"rotation": lambda turn: f"{360 * turn:.0f}°"}, titles=TITLES)
        with preview:
            ready = laboratory().status.ready
            fragment(_preview, None if ready else REFRESH, key="augmentation preview")(ready)


def _take(changed: Any, name: str) -> None:
    session().set_augmentation(changed, f"augmentation.{name}")


def _preview(was_ready: bool) -> None:
    lab, chosen = laboratory(), session().experiment.augmentation
    if not chosen.active:
        st.info("Move a slider, and twelve draws of one image appear here.", icon=":material/auto_awesome_motion:")
        return
    if not lab.status.ready:
        st.info(escape_markdown(f"The preview waits for the engine: {lab.status.words}."), icon=":material/hourglass_top:")
        return
    if not was_ready:
        run_by_itself()  # the clock of this fragment stops
    if st.button("Another image", icon=":material/casino:"):
        st.session_state[WHICH] = st.session_state.get(WHICH, 0) + 1
    data = task_dataset()
    which = int(np.random.default_rng(st.session_state.get(WHICH, 0)).integers(len(data.x_train)))
    image = data.x_train[which].astype(np.float32) / data.pixel_max
    seen = np.concatenate([image[None], lab.augment(chosen, image, DRAWS)])
    label = data.class_names[data.y_train[which]]
    captions = [f"{label}, as it is", *(f"draw {number}" for number in range(1, DRAWS + 1))]
    picture = drawn_sheet(seen, captions, 5, 84)
    show_sheet(picture, f"Training image {which}, {label}, and {DRAWS} random changes of it", "augmented")
