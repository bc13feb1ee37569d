"""Saving a trained network as a file: for this laboratory, for Keras, for a phone."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass

import streamlit as st

from cnn_core.runs import RunFolder
from cnn_core.text import bytes_text
from pages.widgets.runs.code import code_downloads
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.state.laboratory import laboratory

LARGE = 2**20
SAVED_FILE = "saved file"


@dataclass(frozen=True)
class Format:
    """Title, file ending and purpose of a format."""

    title: str
    ending: str
    purpose: str


FORMATS = {
    "bundle": Format(
        "Bundle (.zip)", ".zip", "For CNN Lab, here or elsewhere: it can be loaded again, used on the Draw page and trained on."
    ),
    "keras": Format("Keras (.keras)", ".keras", "For your own Python: keras.models.load_model reads layers and weights."),
    "h5": Format("HDF5 (.h5)", ".h5", "For older programs that read the former file format of Keras."),
    "tflite": Format("TensorFlow Lite (.tflite)", ".tflite", "For phones and small boards: layers and weights for predictions."),
}
ZIPS = ("bundle", "keras")


@dataclass(frozen=True)
class SavedFile:
    """A file ready for download, and the run and format that it is of."""

    run: str
    kind: str
    name: str
    content: bytes


def save_network(folder: RunFolder) -> None:
    """A popover in which a format is chosen, the file made, and downloaded."""
    with st.popover("Save this network", icon=":material/download:"):
        fragment(_save)(folder)
        st.caption("Or its code, which trains such a network again:")
        code_downloads(folder.meta.experiment.in_precision(folder.state().precision), "saved")


def _save(folder: RunFolder) -> None:
    kind = st.radio(
        "Save as",
        list(FORMATS),
        format_func=lambda each: FORMATS[each].title,
        captions=[each.purpose for each in FORMATS.values()],
        key="save as",
        width=330,
    )
    place = st.empty()
    kept: list[SavedFile] = st.session_state.setdefault(SAVED_FILE, [])
    if not kept or (kept[0].run, kept[0].kind) != (folder.id, kind):
        if not place.button("Make the file", icon=":material/build:", key="make file"):
            return
        with place, st.spinner("Making the file…"):
            kept[:] = [_made(folder, kind)]  # no call of Streamlit: after a second click, the next one ends this run of the page
    (file,) = kept
    place.download_button(
        f"Download ({bytes_text(len(file.content))})",
        file.content,
        file.name,
        "application/octet-stream",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        help=file.name,
    )


def _made(folder: RunFolder, kind: str) -> SavedFile:
    """The file under a name of its own.

    Streamlit tells large downloads apart by samples of their bytes and by their name alone: the name holds a sha256, and a large
    file comes in a zip, whose last bytes follow from all others.
    """
    content = laboratory().save(folder.id, kind)
    mark = hashlib.sha256(content).hexdigest()[:12]
    network = re.sub(r"[^A-Za-z0-9]+", "-", folder.meta.experiment.architecture.name).strip("-") or "network"
    name = f"{network}-{mark}{FORMATS[kind].ending}"
    if len(content) > LARGE and kind not in ZIPS:
        name, content = f"{name}.zip", _zipped(name, content)
    return SavedFile(folder.id, kind, name, content)


def _zipped(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()
