"""Pictures from files, zips and the camera: what the network sees of them, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import streamlit as st
from PIL import Image
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cnn_core.data.catalogue import entry_of
from cnn_core.data.task import class_names
from cnn_core.drawing.picture_input import PictureInput, Preparation, picture_input, usual_preparation
from cnn_core.figures.layer_outputs import layer_picture
from cnn_core.figures.sheet import sheet_alt
from cnn_core.runs import RunFolder
from cnn_core.text import plural
from cnn_core.uploads.limits import MAX_PHOTO_PIXELS, MAX_PICTURE_BYTES, PICTURE_FILES
from cnn_core.uploads.many_pictures import MAX_PICTURES, ReadPicture
from pages.widgets.draw.answers import answers_to
from pages.widgets.draw.many_pictures import forget_prepared, many_answers, prepared
from pages.widgets.draw.set_aside import set_aside
from pages.widgets.runs.probability_bars import percent, probability_column
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.shell.follow import follow
from pages.widgets.shell.read_files import forget_reading, reading_of, waiting
from pages.widgets.state.datasets import drawn_sheet, show_sheet
from pages.widgets.state.drawing import SURE, training_images_of
from pages.widgets.state.explained_image import look_inside_picture
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import run_by_itself
from pages.widgets.state.tables import show_table
from pages.widgets.state.uploads import PICTURE_LIMIT

HEIC = ("heic", "heif")
"""Taken, to say how a phone gives JPEG. Not from an iPhone: it makes a JPEG by itself where a page asks for none of these."""
REFRESH = 1.0
SIDE, FEW = 130, 5
TWO = "More than one thing is written here. The network reads one at a time: the largest near the middle. Cut the picture into several."
SWITCHES = {
    "even": ("Even light", "Compares ink with the paper around it, not with the whole picture."),
    "lines": ("No printed lines", "Takes out ruled lines, squares and frames."),
    "cluster": ("Ink in the middle", "Keeps the largest ink near the middle that belongs together."),
    "place": ("Size and place of the training images", "As for the pad; without it the whole picture is scaled down."),
    "redraw": ("Stroke width of the training images", "A thin pen on a large page leaves hardly any ink otherwise."),
}


def own_pictures(folder: RunFolder) -> None:
    """An uploader for one picture, many, or a zip; below it what the network says of them."""
    _following(folder, False)


def camera_picture(folder: RunFolder) -> None:
    """A picture of the camera, and what the network says of it."""
    _following(folder, True)


def _following(folder: RunFolder, camera: bool) -> None:
    ready = laboratory().status.ready
    fragment(_pictures, None if ready else REFRESH)(folder, ready, camera)


def _pictures(folder: RunFolder, was_ready: bool, camera: bool) -> None:
    if laboratory().status.ready and not was_ready:
        run_by_itself()  # the clock of this fragment stops
    with st.container(key="stacking-pictures"):  # the switches last, so that on a narrow page the answer stands before them
        left, right, _ = places = st.columns([2, 3, 2], gap="large")
    with left:
        files = _chosen(camera)
    if not files:
        forget_reading()
        forget_prepared()
        if not camera:
            with right:
                set_aside(folder)
        return
    reading = reading_of(files)
    with right:
        if not reading.ended:
            follow(reading, partial(waiting, "Reading the pictures"))
            return
        if reading.cancelled:
            st.info("Cancelled. Choose the pictures again, or some of them, to have them read.", icon=":material/info:")
            return
        if reading.answer is None:
            st.error(escape_markdown(reading.problem), icon=":material/broken_image:")
            return
    _shown(folder, reading.answer, places, "".join(file.file_id for file in files))


def _chosen(camera: bool) -> list[UploadedFile]:
    if camera:
        taken = st.camera_input("A digit on paper, near the middle", key="own photo")
        return [] if taken is None else [taken]
    files = st.file_uploader(
        "Pictures, or a zip of them",
        type=_kinds(),
        key="own picture",
        max_upload_size=PICTURE_LIMIT,
        accept_multiple_files=True,
    )
    if not files:
        st.caption(
            f"Photos of digits on paper, or of any class that the network knows, as PNG, JPEG, BMP, GIF, WebP or TIFF: at most {MAX_PICTURES}, "
            f"each of up to {MAX_PHOTO_PIXELS // 10**6} million pixels and {MAX_PICTURE_BYTES >> 20} MB. They stay on this machine. Where folders or names tell their classes (7/a.jpg, "
            "cat-3.png), what is right is counted."
        )
    return list(files)


def _kinds() -> list[str]:
    kinds = [*PICTURE_FILES, "zip"]
    return kinds if "iPhone" in st.context.headers.get("User-Agent", "") else [*kinds, *HEIC]


def _shown(folder: RunFolder, pictures: list[ReadPicture], places: list[DeltaGenerator], key: str) -> None:
    """One picture step by step, or a table of many, on the right; on the left what cannot be read, and below the switches."""
    left, right, below = places
    good = [(each.name, Image.fromarray(each.pixels)) for each in pictures if each.pixels is not None]
    with left:
        if problems := [escape_markdown(each.problem) for each in pictures if each.pixels is None]:
            more = [f"{plural(len(problems) - FEW, 'other picture')} cannot be read either."] if len(problems) > FEW else []
            st.error("  \n".join([*problems[:FEW], *more]), icon=":material/broken_image:")
        if not good:
            return
    name, first = good[0]
    with below:
        wanted = _preparation(folder, first, key, alone=len(good) == 1)
    if len(good) == 1:
        with right:
            _one(folder, first, name, wanted)
        return
    with right:
        preparing = prepared((key, folder.id, wanted), [picture for _, picture in good], _maker(folder, wanted, alone=False))
        if not preparing.ended:
            follow(preparing, partial(waiting, "Finding the ink"))
        elif preparing.cancelled:
            st.info("Cancelled. Another switch, or other pictures, begin anew.", icon=":material/info:")
        elif preparing.answer is None:
            st.error(escape_markdown(preparing.problem), icon=":material/broken_image:")
        elif (said := answers_to(folder, preparing.answer.inputs)) is not None:
            data = folder.meta.experiment.data
            names, top = class_names(data), entry_of(data.dataset).pixel_max
            switches = folder.meta.experiment.architecture.input_shape[2] == 1  # as in `_preparation`
            made = preparing.answer
            many_answers(
                [each for each, _ in good], said, names, made.inputs, top, switches=switches, small=made.small, more=made.more
            )


def _preparation(folder: RunFolder, picture: Image.Image, key: str, alone: bool) -> Preparation:
    """Switches for what is done, preset for this picture."""
    experiment = folder.meta.experiment
    channels = experiment.architecture.input_shape[2]
    usual = usual_preparation(picture, channels, training_images_of(experiment.data.dataset))
    if channels != 1:
        return usual
    written = st.toggle(
        "Writing on paper", usual.written, key=f"own written {key}", help="Finds the ink; without it, the picture is scaled."
    )
    inverted = usual.inverted
    if alone:
        inverted = st.toggle(
            "Dark on light",
            usual.inverted,
            key=f"own inverted {key}",
            help="Turns dark on light into light on dark; preset by what stands out.",
        )
    if not written:
        return Preparation(False, inverted)
    return Preparation(
        True, inverted, **{name: st.toggle(label, True, key=f"own {name}", help=why) for name, (label, why) in SWITCHES.items()}
    )


def _maker(folder: RunFolder, wanted: Preparation, alone: bool = True) -> Callable[[Image.Image], PictureInput]:
    """What makes an input of the run's network of a picture, in any thread; of many pictures, each has its own ground."""
    experiment = folder.meta.experiment
    name, shape = experiment.data.dataset, experiment.architecture.input_shape
    like, top = training_images_of(name), entry_of(name).pixel_max

    def made(picture: Image.Image) -> PictureInput:
        own = wanted
        if not alone and wanted.written:
            own = replace(wanted, inverted=usual_preparation(picture, shape[2], like).inverted)
        return picture_input(picture, shape, like, top, own)

    return made


def _one(folder: RunFolder, picture: Image.Image, name: str, wanted: Preparation) -> None:
    """The answer to one picture, and the steps to it."""
    made = _maker(folder, wanted)(picture)
    pixels = made.pixels
    if made.more_writing:  # above the answer, of which it says what it is an answer to
        st.info(TWO, icon=":material/info:")
    _answer(folder, pixels)
    st.button(
        "Look inside the network at this picture",
        icon=":material/biotech:",
        key="look inside the picture",
        on_click=look_inside_picture,
        args=(f"Your picture {name}", pixels),
    )
    height, width, channels = pixels.shape
    input_words = f"input\n{height}x{width}"
    if channels == 1 and made.steps is not None:
        steps = {
            "picture": np.asarray(picture.convert("L")),
            "what stands\nout": made.steps.evened,
            "what is\nkept": made.steps.kept,
            input_words: pixels[:, :, 0],
        }
        drawn = [layer_picture(each[:, :, None].astype(float), SIDE) for each in steps.values()]
        show_sheet(
            drawn_sheet(np.stack(drawn), list(steps), len(steps), SIDE), sheet_alt(len(steps), "steps", list(steps)), "own"
        )
        return
    with st.container(horizontal=True):
        thumbnail = picture.copy()
        thumbnail.thumbnail((SIDE, SIDE))
        st.image(thumbnail, caption=escape_markdown(name), alt=f"Your picture {name}")
        top = entry_of(folder.meta.experiment.data.dataset).pixel_max
        show_sheet(drawn_sheet(pixels[None], [input_words], 1, SIDE, pixel_max=top), "Input of the network", "own")


def _answer(folder: RunFolder, pixels: np.ndarray) -> None:
    if pixels.min() == pixels.max():
        st.warning("Nothing stands out from the background of this picture: try a stronger pen or more light.")
        return
    if (said := answers_to(folder, pixels[None])) is None:
        return
    names, probabilities = class_names(folder.meta.experiment.data), said[0]
    best = int(np.argmax(probabilities))
    words = "Prediction: " if probabilities[best] >= SURE else "Not sure: perhaps "
    st.markdown(f"## {words}{escape_markdown(names[best])}, {probabilities[best]:.1%}")
    show_table(
        pd.DataFrame({"class": names, "probability": percent(probabilities)}),
        hide_index=True,
        width="stretch",
        column_config={"probability": probability_column()},
        alt="The probability of each class",
    )
