"""A picture from a file goes through the network, prepared as the Draw page does it unless told otherwise."""

from __future__ import annotations

from functools import partial

import streamlit as st
from PIL import Image

from cnn_core.data.catalogue import entry_of
from cnn_core.drawing.picture_input import picture_input, usual_preparation
from cnn_core.runs import RunFolder
from cnn_core.uploads.limits import MAX_PICTURE_BYTES, PICTURE_FILES
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.shell.follow import follow
from pages.widgets.shell.read_files import reading_of, waiting
from pages.widgets.state.drawing import training_images_of
from pages.widgets.state.explained_image import Picture, bring
from pages.widgets.state.uploads import PICTURE_LIMIT

FILE, TAKEN = "explained file", "explained file taken"


def bring_picture(folder: RunFolder) -> None:
    """An uploader; what is read of a new file becomes the picture that the page follows through the network."""
    with st.popover("A file", icon=":material/upload_file:"):
        file = st.file_uploader("A picture", type=[*PICTURE_FILES], key=FILE, max_upload_size=PICTURE_LIMIT)
        st.caption(
            f"PNG, JPEG, BMP, GIF, WebP or TIFF, at most {MAX_PICTURE_BYTES >> 20} MB. It stays on this machine, and is prepared as on "
            "the Draw page, which has a switch for each step."
        )
    if file is None:
        return
    experiment = folder.meta.experiment
    of = file.file_id, experiment.data, experiment.architecture.input_shape
    if st.session_state.get(TAKEN) == of:
        return
    reading = reading_of([file])
    if not reading.ended:
        follow(reading, partial(waiting, "Reading the picture"))
        return
    read = reading.answer[0] if reading.answer else None
    if read is None or read.pixels is None:
        st.error(escape_markdown(read.problem if read else reading.problem), icon=":material/broken_image:")
        return
    bring(_prepared(folder, file.name, Image.fromarray(read.pixels)))
    st.session_state[TAKEN] = of


def _prepared(folder: RunFolder, name: str, picture: Image.Image) -> Picture:
    experiment = folder.meta.experiment
    shape, dataset = experiment.architecture.input_shape, experiment.data.dataset
    like = training_images_of(dataset)
    pixels = picture_input(picture, shape, like, entry_of(dataset).pixel_max, usual_preparation(picture, shape[2], like)).pixels
    return Picture(f"Your picture {name}", pixels.shape, pixels.tobytes())
