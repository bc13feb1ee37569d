"""A picture from a file goes through the network, prepared as the Draw page does it unless told otherwise."""

from __future__ import annotations

from typing import Any

import streamlit as st
from PIL import Image
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cnn_core.data.background import Background
from cnn_core.data.catalogue import entry_of
from cnn_core.drawing.picture_input import picture_input, usual_preparation
from cnn_core.runs import RunFolder
from cnn_core.uploads.limits import MAX_PICTURE_MEGABYTES, PICTURE_FILES
from cnn_core.uploads.many_pictures import ReadPicture, read_pictures
from cnn_core.uploads.picture_batch import read_batch
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.drawing import training_images_of
from pages.widgets.state.explained_image import Picture, bring

READING, TAKEN = "explained file being read", "explained file taken"
PATIENCE, LOOK_AGAIN = 1.5, 0.4
"""Seconds within which most files are read, and between two looks at one that takes longer."""


def bring_picture(folder: RunFolder) -> None:
    """An uploader; what is read of a new file becomes the picture that the page follows through the network."""
    with st.popover("A file", icon=":material/upload_file:"):
        file = st.file_uploader("A picture", type=[*PICTURE_FILES], key="explained file", max_upload_size=MAX_PICTURE_MEGABYTES)
        st.caption("It stays on this machine, and is prepared as on the Draw page, which has a switch for each step.")
    experiment = folder.meta.experiment
    if file is None or st.session_state.get(TAKEN) == (
        of := (file.file_id, experiment.data, experiment.architecture.input_shape)
    ):
        return
    reading = _reading(file)
    if not reading.wait(PATIENCE):
        fragment(_watch, LOOK_AGAIN)(reading)
        return
    read = reading.answer[0] if reading.answer else None
    if read is None or read.pixels is None:
        st.error(escape_markdown(read.problem if read else reading.problem), icon=":material/broken_image:")
        return
    st.session_state[TAKEN] = of
    bring(_prepared(folder, file.name, Image.fromarray(read.pixels)))


def _reading(file: UploadedFile) -> Background[list[ReadPicture]]:
    """The file being read in a sandboxed process, once."""
    kept: tuple[str, Background[list[ReadPicture]]] | None = st.session_state.get(READING)
    if kept is None or kept[0] != file.file_id:
        content = [(file.name, file.getvalue())]
        kept = file.file_id, Background(lambda progress: read_pictures(content, read_batch, progress))
        st.session_state[READING] = kept
    return kept[1]


def _prepared(folder: RunFolder, name: str, picture: Image.Image) -> Picture:
    experiment = folder.meta.experiment
    shape, dataset = experiment.architecture.input_shape, experiment.data.dataset
    like = training_images_of(dataset)
    pixels = picture_input(picture, shape, like, entry_of(dataset).pixel_max, usual_preparation(picture, shape[2], like))
    return Picture(f"Your picture {name}", pixels.shape, pixels.tobytes())


def _watch(reading: Background[Any]) -> None:
    if reading.ended:
        st.rerun()  # the whole page, and the clock of this fragment stops
    st.caption("Reading the picture…")
