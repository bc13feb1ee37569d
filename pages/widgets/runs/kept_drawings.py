"""Drawings kept with their true class: an own test set on which every network is scored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import streamlit as st

from cnn_core.data.prepare import Scaling
from cnn_core.drawing.collection import Kept, keep, read_collection, write_collection
from cnn_core.figures.sheet import sheet_alt
from cnn_core.runs import RunFolder
from cnn_core.storage.home import home
from cnn_core.storage.owner_mark import owner_file_name
from cnn_core.storage.regular import read_regular
from cnn_core.text import plural
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.datasets import drawn_sheet, show_sheet
from pages.widgets.state.drawing import STEPS, DrawingPrediction, names_of, pixels_of
from pages.widgets.state.epoch import epoch_shown, predict_shown
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.presenting import presenting
from pages.widgets.state.session import session

MAX_SHOWN = 40
SIDE = 56


def _place() -> Path:
    return home() / "drawings" / owner_file_name(session().owner)


def keep_drawing(folder: RunFolder, reading: DrawingPrediction | None) -> None:
    """A row that keeps the drawing with its true class."""
    names, key = names_of(folder), f"meant {folder.id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "True class",
            names,
            index=None,
            placeholder="choose",
            key=key,
            width=180,
            help="The true class: with it, the drawing joins your own test set, and every network is scored on it.",
        )
        st.button(
            "Keep this drawing",
            icon=":material/bookmark_add:",
            disabled=reading is None or name is None,
            on_click=_keep,
            args=(reading, key),
            key="keep drawing",
        )


def _keep(reading: DrawingPrediction | None, key: str) -> None:
    name = st.session_state.get(key)  # of now: it may have been chosen since the page was drawn
    if reading is not None and name is not None:
        keep(_place(), reading.drawing, name)
        st.toast(f"Kept as {escape_markdown(name)}.", icon=":material/check:")
        st.rerun()  # all of the page: the score below counts it


def kept_drawings(folder: RunFolder) -> None:
    """The score of this run on the kept drawings, and the drawings."""
    fragment(_kept_drawings)(folder)


def _kept_drawings(folder: RunFolder) -> None:
    names = names_of(folder)
    kept = [each for each in read_collection(_place()) if each.name in names]
    if not kept or folder.meta.experiment.architecture.input_shape[2] != 1:
        return
    with st.expander(f"Your own test set: {plural(len(kept), 'drawing')}", icon=":material/bookmarks:"):
        lab = laboratory()
        if not lab.status.ready:
            st.caption(escape_markdown(f"The score appears in a moment: {lab.status.words}."))
            return
        pixels = np.stack([pixels_of(folder, each.drawing, dict.fromkeys(STEPS, True)) for each in kept])
        answers = predict_shown(folder, Scaling(*lab.state(folder.id).scaling).apply(pixels)).argmax(axis=1)
        wrong = [names[answer] != each.name for answer, each in zip(answers, kept, strict=True)]
        after = "" if (epoch := epoch_shown(folder)) is None else f" after epoch {epoch}"
        st.markdown(
            f"**{len(kept) - sum(wrong)} of {len(kept)}** are read correctly by this network{after}; the others are framed."
        )
        _gallery(kept, [names[answer] for answer in answers], wrong, pixels)
        with st.container(horizontal=True):
            st.download_button(
                "Download as JSON", read_regular(_place()), "drawings.json", "application/json", icon=":material/download:"
            )
            if not presenting():
                st.button("Remove the last", icon=":material/undo:", on_click=_remove, args=(kept[-1],), key="remove drawing")


def _remove(drawing: Kept) -> None:
    every = read_collection(_place())
    if drawing in every:
        every.remove(drawing)
        write_collection(_place(), every)


def _gallery(kept: list[Kept], answers: list[str], wrong: list[bool], pixels: np.ndarray) -> None:
    newest = slice(-MAX_SHOWN, None)
    captions = [
        f"{each.name}, read {answer}" if bad else each.name
        for each, answer, bad in zip(kept[newest], answers[newest], wrong[newest], strict=True)
    ]
    alt = sheet_alt(len(captions), "kept drawings", captions)
    top = float(pixels.max()) or 1.0
    show_sheet(drawn_sheet(pixels[newest], captions, 10, SIDE, highlight=wrong[newest], pixel_max=top), alt, "kept")
