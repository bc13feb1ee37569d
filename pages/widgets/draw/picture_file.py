"""The prediction for a picture file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st
from PIL import Image
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cnn_core.data.background import Background
from cnn_core.data.catalogue import entry_of
from cnn_core.data.prepare import Scaling
from cnn_core.data.task import class_names
from cnn_core.drawing import centre
from cnn_core.drawing.photo import dark_on_light, ink_of
from cnn_core.experiment import Experiment
from cnn_core.figures.sheet import sheet
from cnn_core.runs import RunFolder
from cnn_core.uploads.in_sandbox import read_picture
from cnn_core.uploads.pictures import resized
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.datasets import dark, show_sheet
from pages.widgets.state.laboratory import laboratory

DIGITS = ("mnist-mini", "mnist", "digits")
"""Datasets whose pictures were centred, so that drawings and photos must be."""

MAX_MEGABYTES = 10
REFRESH = 1.0
READING, PATIENCE, LOOK_AGAIN = "own picture being read", 1.5, 0.4
"""A file that is read within this many seconds appears in the same run of the page; otherwise the page looks again."""


@dataclass(frozen=True)
class Preparation:
    """What is done to a picture before the network gets it."""

    inverted: bool
    centred: bool


def own_picture(folder: RunFolder) -> None:
    """An uploader; below it what the network sees of the picture, and what it says."""
    ready = laboratory().status.ready
    fragment(_own_picture, None if ready else REFRESH)(folder, ready)


def _own_picture(folder: RunFolder, was_ready: bool) -> None:
    if laboratory().status.ready and not was_ready:
        st.rerun()  # the clock of this fragment stops
    with st.expander("Or use a picture file", icon=":material/image_search:"):
        file = st.file_uploader("A PNG or JPEG", type=["png", "jpg", "jpeg"], key="own picture", max_upload_size=MAX_MEGABYTES)
        if file is None:
            st.session_state.pop(READING, None)
            st.caption("A photo of a digit on paper, or of any class that the chosen network knows. It stays on this machine.")
            return
        reading = _reading(file)
        if not reading.ended:
            fragment(_wait, LOOK_AGAIN)(reading)
            return
        if reading.answer is None:
            st.error(escape_markdown(reading.problem), icon=":material/broken_image:")
            return
        picture, experiment = Image.fromarray(reading.answer), folder.meta.experiment
        pixels = _pixels(picture, experiment, _preparation(picture, experiment, file.file_id))
        left, right = st.columns([2, 3], gap="large")
        with left:
            _what_it_sees(picture, pixels, file.name)
        with right:
            _answer(folder, pixels)


def _reading(file: UploadedFile) -> Background[np.ndarray]:
    """The file being read in a sandboxed process, started once per file, so that a rerun does not read it again."""
    kept: tuple[str, Background[np.ndarray]] | None = st.session_state.get(READING)
    if kept is not None and kept[0] == file.file_id:
        return kept[1]
    content, name = file.getvalue(), file.name
    reading = Background(lambda progress: read_picture(content, name, progress))
    st.session_state[READING] = (file.file_id, reading)
    reading.wait(PATIENCE)
    return reading


def _wait(reading: Background[np.ndarray]) -> None:
    if reading.ended:
        st.rerun()  # the whole page, and the clock of this fragment stops
    st.caption("Reading the picture…")


def _preparation(picture: Image.Image, experiment: Experiment, file: str) -> Preparation:
    """Switches, preset for this picture."""
    grey = experiment.architecture.input_shape[2] == 1
    inverted = centred = False
    with st.container(horizontal=True):
        if grey:
            inverted = st.toggle(
                "Dark on light",
                dark_on_light(np.asarray(picture.convert("L"))),
                key=f"own picture inverted {file}",
                help="Turns dark on light into light on dark, which is how the grey datasets are made.",
            )
        if experiment.data.dataset in DIGITS:
            centred = st.toggle(
                "Centre as MNIST does",
                True,
                key=f"own picture centred {file}",
                help="Cuts out the ink, brings it to size and moves its centre of mass to the middle; without it, the whole picture is scaled down.",
            )
    return Preparation(inverted, centred)


def _pixels(picture: Image.Image, experiment: Experiment, preparation: Preparation) -> np.ndarray:
    """The picture as raw pixels uint8 (height, width, channels) from 0 to 255."""
    height, width, channels = experiment.architecture.input_shape
    if preparation.centred:
        ink = ink_of(np.asarray(picture.convert("L")), preparation.inverted)
        return np.repeat(centre(ink, (height, width))[:, :, None], channels, axis=2)
    pixels = resized(picture, (height, width), channels == 3, crop=True)
    return 255 - pixels if preparation.inverted else pixels


def _what_it_sees(picture: Image.Image, pixels: np.ndarray, name: str) -> None:
    thumbnail = picture.copy()
    thumbnail.thumbnail((168, 168))
    with st.container(horizontal=True):
        st.image(thumbnail, caption=name, alt=f"Your picture {name}")
        show_sheet(sheet(pixels[None], ["input of the network"], 1, 168, dark=dark()), "Input of the network", "own")


def _answer(folder: RunFolder, pixels: np.ndarray) -> None:
    lab, experiment = laboratory(), folder.meta.experiment
    if not pixels.any():
        st.warning("Nothing stands out from the background of this picture: try a stronger pen or more light.")
        return
    if not lab.status.ready:
        st.info(escape_markdown(f"One moment: {lab.status.words}"))
        return
    state = lab.state(folder.id)
    raw = np.rint(pixels * (entry_of(experiment.data.dataset).pixel_max / 255)).astype(np.uint8)
    probabilities = lab.predict(folder.id, Scaling(*state.scaling).apply(raw[None]))[0]
    names = class_names(experiment.data)
    best = int(np.argmax(probabilities))
    st.markdown(f"### Prediction: {escape_markdown(names[best])}, {probabilities[best]:.1%}")
    st.dataframe(
        pd.DataFrame({"class": names, "probability": probabilities}),
        hide_index=True,
        width="stretch",
        column_config={"probability": st.column_config.ProgressColumn(format="percent", min_value=0.0, max_value=1.0)},
        alt="The probability of each class",
    )
