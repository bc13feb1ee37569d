"""The drawing pad: strokes come in while they are drawn, probabilities and the picture that was read go back."""

from __future__ import annotations

import base64
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from streamlit.errors import StreamlitAPIException

from cnn_core.data.catalogue import entry_of
from cnn_core.drawing import PEN, read_strokes
from cnn_core.engine.known_weights import network_of
from cnn_core.errors import DatasetError, LabError, RunError
from cnn_core.runs import RunFolder
from pages.widgets.draw.drawing_panels import drawing_panels
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.drawing import DRAWN, DrawingPrediction, answer_of, names_of, pixels_of, predict_drawing, steps
from pages.widgets.state.fragment_keys import NETWORK_EDITOR
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.layer_outputs import follow_drawing
from pages.widgets.state.session import PRETRAINED, session

HERE = Path(__file__).parent
KEY = "pad"
SMALL = "small pad"
DRAWING, FOLLOWED = "drawing", "followed drawing"
PARTS = ("strokes", "pen", "filled", "centre")

_component = st.components.v2.component(
    "cnn_lab.pad",
    html=(HERE / "pad.html").read_text(encoding="utf-8"),
    css=(HERE / "pad.css").read_text(encoding="utf-8"),
    js=(HERE / "pad.js").read_text(encoding="utf-8"),
)


def pad(folder: RunFolder) -> None:
    """Draws the pad; each picture that it sends is read by the network of this run. A network for colour gets none."""
    if folder.meta.experiment.architecture.input_shape[2] != 1:
        st.info(
            "This network reads colour pictures, and the pen draws white on black. Let it read a picture file instead, below.",
            icon=":material/palette:",
        )
        return
    fragment(_pad)(folder)


def _pad(folder: RunFolder) -> None:
    sent = (st.session_state.get(KEY) or {}).get("drawing")
    answer, reading = _answer(folder, sent)
    data = {**answer, "pen": PEN, "source": folder.id, "kept": st.session_state.get(DRAWING)}
    _component(key=KEY, data=data, on_drawing_change=lambda: None)
    drawing_panels(folder, reading)


def small_pad() -> None:
    """The pad of the sidebar: the run in hand reads what is drawn there, or the network that came with the app."""
    fragment(_small_pad, key=SMALL)()


def _small_pad() -> None:
    folder = _reader()
    sent = (st.session_state.get("small") or {}).get("drawing")
    answer, _ = _answer(folder, sent)
    data = {**answer, "pen": PEN, "source": folder.id, "kept": st.session_state.get(DRAWING), "small": True}
    _component(key="small", data=data, on_drawing_change=lambda: None, on_rested_change=_rested)
    name = "the app's own network" if folder.id == PRETRAINED else escape_markdown(folder.meta.experiment.architecture.name)
    st.caption(f"Read by {name}")


def _reader() -> RunFolder:
    """The run in hand, if it reads grey pictures, has weights and its dataset is known; else the network that came with the app."""
    with suppress(RunError, DatasetError):
        folder = laboratory().folder(session().run)
        if folder.meta.experiment.architecture.input_shape[2] == 1:
            network_of(folder)
            names_of(folder)
            return folder
    return laboratory().folder(PRETRAINED)


def _rested() -> None:
    """The picture of the network follows a drawing that has changed; the pad also sends when another network is to read it."""
    strokes = (st.session_state.get(DRAWING) or {}).get("strokes")
    if strokes != st.session_state.get(FOLLOWED):
        st.session_state[FOLLOWED] = strokes
        follow_drawing()
        with suppress(StreamlitAPIException):  # only one page has it
            st.rerun([NETWORK_EDITOR])


def _answer(folder: RunFolder, sent: Any) -> tuple[dict[str, Any], DrawingPrediction | None]:
    """What the pad shows for the strokes it sent. Errors become words of the pad, so that the drawing stays."""
    names = names_of(folder)
    entry = entry_of(folder.meta.experiment.data.dataset)
    hint = "Draw a digit" if all(name.isdigit() for name in names) else "Draw an outline" if entry.shapes else "Draw here"
    empty = {
        "classes": list(names),
        "hint": hint,
        "shapes": entry.shapes,
        "like": "Fashion-MNIST" if entry.shapes else "MNIST",
        "probabilities": None,
        "seen": None,
        "words": "What will it read?",
    }
    if not isinstance(sent, dict):
        return {**empty, "caption": "Here you will see the picture as the network gets it."}, None
    answer = {**empty, "seq": sent.get("seq"), "caption": ""}
    try:
        drawing = read_strokes({name: sent[name] for name in PARTS if name in sent})
        st.session_state[DRAWN] = drawing
        st.session_state[DRAWING] = {name: sent[name] for name in PARTS if name in sent} | {"shapes": entry.shapes}
        wanted = steps(bool(sent.get("centre")))
        pixels = pixels_of(folder, drawing, wanted)
        answer["seen"] = _picture(pixels, entry.pixel_max)
        answer["caption"] = _caption(pixels.shape, wanted, entry.shapes)
        if drawing.empty:
            return answer, None
        reading = predict_drawing(folder, drawing, pixels)
    except LabError as error:
        return {**answer, "words": str(error)}, None
    return {**answer, **answer_of(reading, names)}, reading


def _picture(pixels: np.ndarray, pixel_max: int) -> dict[str, Any]:
    grey = (pixels.mean(axis=2) * (255 / pixel_max)).astype(np.uint8)
    return {"height": grey.shape[0], "width": grey.shape[1], "pixels": base64.b64encode(grey.tobytes()).decode()}


def _caption(shape: tuple[int, ...], wanted: dict[str, bool], shapes: bool) -> str:
    size = f"{shape[0]}x{shape[1]} pixels"
    if all(wanted.values()) and shapes:
        return f"What the network sees: {size}, your drawing as large as the field, as the clothes of Fashion-MNIST are."
    if all(wanted.values()):
        return (
            f"What the network sees: {size}, your drawing scaled and its centre of mass moved to the middle, as MNIST was made."
        )
    if any(wanted.values()):
        return f"What the network sees: {size}, your drawing after some of the steps by which its training images were made."
    return f"What the network sees: {size}, your drawing just where you put it."
