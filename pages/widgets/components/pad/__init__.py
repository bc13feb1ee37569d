"""The drawing pad: strokes come in while they are drawn, probabilities and the picture that was read go back."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from cnn_core.data.catalogue import entry_of
from cnn_core.drawing import PEN, read_strokes
from cnn_core.errors import LabError
from cnn_core.runs import RunFolder
from pages.widgets.components.channel import messages, script
from pages.widgets.state.drawing import DRAWN, DrawingPrediction, answer_of, names_of, pixels_of, predict_drawing, steps
from pages.widgets.state.drawing_note import note
from pages.widgets.state.epoch import epoch_shown

HERE = Path(__file__).parent
DRAWING, RESTED = "drawing", "pen at rest"
PARTS = ("strokes", "pen", "filled", "centre")

_component = st.components.v2.component(
    "cnn_lab.pad",
    html=(HERE / "pad.html").read_text(encoding="utf-8"),
    css=(HERE / "pad.css").read_text(encoding="utf-8"),
    js=script(HERE, "pad.js"),
)


def draw_on(
    key: str, folder: RunFolder, small: bool = False, on_rested: Callable[[], None] | None = None
) -> DrawingPrediction | None:
    """Draws a pad that the network of this run reads, and returns what it says of the drawing; None while there is no answer.

    A small pad stands in the sidebar. `on_rested` is called when the pen has come to rest.
    """
    rested = bool(st.session_state.pop(RESTED, False))
    answer, prediction = _answer(folder, sent_by(key), rested)
    data = {**answer, "pen": PEN, "source": _source(folder), "kept": st.session_state.get(DRAWING)}

    def at_rest() -> None:
        st.session_state[RESTED] = True
        if on_rested is not None:
            on_rested()

    _component(key=key, data=data | ({"small": True} if small else {}), on_drawing_change=lambda: None, on_rested_change=at_rest)
    return prediction


def _source(folder: RunFolder) -> str:
    """What tells the pad that other weights are to read the drawing."""
    epoch = epoch_shown(folder)
    return folder.id if epoch is None else f"{folder.id} {epoch}"


def sent_by(key: str) -> dict[str, Any] | None:
    """The drawing that the pad with this key sent last."""
    return next(reversed(messages(key, "drawing")), None)


def strokes() -> Any:
    """The strokes as they stand on every pad of this session."""
    return (st.session_state.get(DRAWING) or {}).get("strokes")


def _answer(folder: RunFolder, sent: dict[str, Any] | None, rested: bool) -> tuple[dict[str, Any], DrawingPrediction | None]:
    """What the pad shows for the strokes it sent or, before it sends any, for those that another pad of this session left.

    Errors are shown in the pad, so that the drawing is kept.
    """
    names = names_of(folder)
    entry = entry_of(folder.meta.experiment.data.dataset)
    hint = "Draw a digit" if all(name.isdigit() for name in names) else "Draw an outline" if entry.shapes else "Draw here"
    empty = {
        "classes": list(names),
        "hint": hint,
        "shapes": entry.shapes,
        "probabilities": None,
        "seen": None,
        "words": "What will it predict?",
        "note": "",
    }
    answer = {**empty, "caption": "The input of the network will be shown here."}
    if sent is not None:
        answer["seq"] = sent["seq"]
    else:
        sent = st.session_state.get(DRAWING)
    if sent is None:
        return answer, None
    try:
        drawing = read_strokes({name: sent[name] for name in PARTS if name in sent})
        st.session_state[DRAWN] = drawing
        st.session_state[DRAWING] = {name: sent[name] for name in PARTS if name in sent} | {"shapes": entry.shapes}
        wanted = steps(bool(sent.get("centre")))
        pixels = pixels_of(folder, drawing, wanted)
        answer["seen"] = _picture(pixels, entry.pixel_max)
        answer["caption"] = _caption(pixels.shape, wanted)
        if drawing.empty:
            return answer, None
        reading = predict_drawing(folder, drawing, pixels)
    except LabError as error:
        return {**answer, "words": str(error)}, None
    return {**answer, **answer_of(reading, names), "note": note(folder, reading, rested)}, reading


def _picture(pixels: np.ndarray, pixel_max: int) -> dict[str, Any]:
    grey = (pixels.mean(axis=2) * (255 / pixel_max)).astype(np.uint8)
    return {"height": grey.shape[0], "width": grey.shape[1], "pixels": base64.b64encode(grey.tobytes()).decode()}


def _caption(shape: tuple[int, ...], wanted: dict[str, bool]) -> str:
    size = f"{shape[0]}x{shape[1]} pixels"
    if all(wanted.values()):
        return f"Input of the network: {size}, your drawing as large, as thick and in the same place as in the training images."
    if any(wanted.values()):
        return f"Input of the network: {size}, your drawing after some of the steps that make it like the training images."
    return f"Input of the network: {size}, your drawing where you drew it."
