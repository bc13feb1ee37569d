"""Saving a trained network as a file: for this laboratory, for Keras, for a phone."""

from __future__ import annotations

import hashlib
import io
import re
import time
import zipfile
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from cnn_core.data.background import Background, Progress
from cnn_core.engine import Laboratory
from cnn_core.runs import RunFolder
from cnn_core.text import bytes_text, duration
from cnn_core.training.schedule import rates_words
from pages.widgets.runs.code import code_downloads
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.shell.follow import follow
from pages.widgets.state.laboratory import laboratory

LARGE = 2**20
SAVED_FILE, MAKING = "saved file", "file being made"


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
    "keras": Format(
        "Keras (.keras)", ".keras", "For your own Python, with keras.models.load_model; the names of the classes go along."
    ),
    "h5": Format("HDF5 (.h5)", ".h5", "For older programs that read the former file format of Keras."),
    "tflite": Format(
        "TensorFlow Lite (.zip)",
        ".tflite.zip",
        "For phones and small boards: network.tflite, its classes, and what goes in and out.",
    ),
}
ZIPS = ("bundle", "keras", "tflite")


Wanted = tuple[str, str, bool]
"""The run, the format, and whether the file takes pixels as they are."""


@dataclass(frozen=True, eq=False)
class Making:
    """The file that is being made in the background, while other pages are looked at; `began` on the monotonic clock."""

    wanted: Wanted
    work: Background[SavedFile]
    began: float = field(default_factory=time.monotonic)


@dataclass(frozen=True)
class SavedFile:
    """A file ready for download, and what it is of."""

    wanted: Wanted
    name: str
    content: bytes


def save_network(folder: RunFolder) -> None:
    """A popover in which a format is chosen, the file made, and downloaded."""
    with st.popover("Save this network", icon=":material/download:", help="Saves it as a file: for here, for Keras, for phones."):
        fragment(_save)(folder)
        st.caption("Or its code, which trains such a network again:")
        state = laboratory().state(folder.id)
        code_downloads(folder.meta.experiment.in_precision(state.precision), "saved")
        if changes := state.rates_by_hand:
            st.caption(f"{rates_words(changes)}. The code keeps the rate that the run began with.")


def _save(folder: RunFolder) -> None:
    kind = st.radio(
        "Save as",
        list(FORMATS),
        format_func=lambda each: FORMATS[each].title,
        captions=[each.purpose for each in FORMATS.values()],
        key="save as",
        width=330,
    )
    raw = kind == "bundle" or st.toggle(
        "Takes pixels as they are",
        value=True,
        key="save raw",
        help=f"On: its first layer scales them, and whoever uses it gives pixels as picture files have them. Off: {_scaling(folder)} first.",
    )
    wanted = (folder.id, kind, raw)
    kept: list[SavedFile] = st.session_state.setdefault(SAVED_FILE, [])
    making: Making | None = st.session_state.get(MAKING)
    if making is not None and making.wanted == wanted:
        if not (making.work.ended or making.work.cancelled):
            follow(making.work, partial(_progress, making.began))
            return
        if making.work.answer is not None:
            kept[:] = [making.work.answer]
        elif not making.work.cancelled:
            st.error(escape_markdown(making.work.problem), icon=":material/error:")
    if not kept or kept[0].wanted != wanted:
        st.button("Make the file", icon=":material/build:", on_click=_begin, args=(folder, kind, raw), key="make file")
        return
    (file,) = kept
    st.download_button(
        f"Download ({bytes_text(len(file.content))})",
        file.content,
        file.name,
        "application/octet-stream",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        help=file.name,
    )


def _begin(folder: RunFolder, kind: str, raw: bool) -> None:
    """Once: a second click finds the work of the first. One for another format or run takes its place."""
    before: Making | None = st.session_state.get(MAKING)
    if before is not None and not (before.work.ended or before.work.cancelled):
        if before.wanted == (folder.id, kind, raw):
            return
        before.work.cancel()
    lab = laboratory()
    st.session_state[MAKING] = Making(
        (folder.id, kind, raw), Background(lambda progress: _made(lab, folder, kind, raw, progress))
    )


def _progress(began: float, work: Background[SavedFile]) -> None:
    st.progress(work.part, f"Making the file for {duration(time.monotonic() - began)}…")
    st.button("Cancel", icon=":material/close:", on_click=work.cancel, key="cancel file")


def _scaling(folder: RunFolder) -> str:
    offset, divisor = laboratory().state(folder.id).scaling
    return f"whoever uses it computes (pixel - {offset:g}) / {divisor:g}"


def _made(lab: Laboratory, folder: RunFolder, kind: str, raw: bool, progress: Progress) -> SavedFile:
    """The file under a name of its own.

    Streamlit tells large downloads apart by samples of their bytes and by their name alone: the name holds a sha256, and a large
    file comes in a zip, whose last bytes follow from all others.
    """
    progress(0, 2)
    content = lab.save(folder.id, kind, raw)
    progress(1, 2)
    mark = hashlib.sha256(content).hexdigest()[:12]
    network = re.sub(r"[^A-Za-z0-9]+", "-", folder.meta.experiment.architecture.name).strip("-") or "network"
    name = f"{network}-{mark}{FORMATS[kind].ending}"
    if len(content) > LARGE and kind not in ZIPS:
        name, content = f"{name}.zip", _zipped(name, content)
    progress(2, 2)
    return SavedFile((folder.id, kind, raw), name, content)


def _zipped(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()
