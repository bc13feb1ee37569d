"""The drawing pad: strokes come in while they are drawn, probabilities and the picture that was read go back."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from cnn_core.data.catalogue import CATALOGUE
from cnn_core.data.prepare import Scaling
from cnn_core.data.task import class_names
from cnn_core.drawing import PEN, read_strokes, to_input
from cnn_core.errors import LabError
from cnn_core.runs import RunFolder
from pages.widgets.laboratory import laboratory
from pages.widgets.notices import fragment

HERE = Path(__file__).parent
KEY = "pad"
PATIENCE = 5.0

_component = st.components.v2.component(
    "cnn_lab.pad",
    html=(HERE / "pad.html").read_text(encoding="utf-8"),
    css=(HERE / "pad.css").read_text(encoding="utf-8"),
    js=(HERE / "pad.js").read_text(encoding="utf-8"),
)


def pad(folder: RunFolder) -> None:
    """Draws the pad; each picture that it sends is read by the network of this run."""
    fragment(_pad)(folder)


def _pad(folder: RunFolder) -> None:
    sent = (st.session_state.get(KEY) or {}).get("drawing")
    answer = _read(folder, sent)
    kept = st.session_state.get("drawing")
    data = {**answer, "hint": "Draw here", "pen": PEN, "source": folder.id, "strokes": kept}
    _component(key=KEY, data=data, on_drawing_change=lambda: None)


def _read(folder: RunFolder, sent: Any) -> dict[str, Any]:
    """What the pad shows for the strokes it sent. Errors become its words, so that the drawing stays."""
    experiment = folder.meta.experiment
    entry = CATALOGUE[experiment.data.dataset]
    names = class_names(experiment.data)
    empty = {"classes": list(names), "probabilities": None, "seen": None, "words": "What will it read?"}
    if not isinstance(sent, dict):
        return {**empty, "caption": "Here you will see the picture as the network gets it."}
    answer = {**empty, "seq": sent.get("seq"), "caption": ""}
    try:
        drawing = read_strokes({"pen": sent.get("pen"), "strokes": sent.get("strokes")})
        st.session_state["drawing"] = sent.get("strokes")
        centred = bool(sent.get("centre"))
        shape = experiment.architecture.input_shape
        pixels = to_input(drawing, shape, crop=centred, scale=centred, centre_of_mass=centred, pixel_max=entry.pixel_max)
        answer["seen"] = _picture(pixels, entry.pixel_max)
        answer["caption"] = _caption(shape, centred)
        if drawing.empty:
            return answer
        lab = laboratory()
        if not lab.status.ready:
            return {**answer, "words": f"One moment: {lab.status.words}"}
        scaling = Scaling(*lab.state(folder.id).scaling)
        probabilities = lab.predict(folder.id, scaling.apply(pixels[None]), PATIENCE)[0]
    except LabError as error:
        return {**answer, "words": str(error)}
    best = int(np.argmax(probabilities))
    answer["probabilities"] = [float(p) for p in probabilities]
    answer["words"] = f"I read {names[best]}"
    return answer


def _picture(pixels: np.ndarray, pixel_max: int) -> dict[str, Any]:
    grey = (pixels.mean(axis=2) * (255 / pixel_max)).astype(np.uint8)
    return {"height": grey.shape[0], "width": grey.shape[1], "pixels": base64.b64encode(grey.tobytes()).decode()}


def _caption(shape: tuple[int, ...], centred: bool) -> str:
    size = f"{shape[0]}x{shape[1]} pixels"
    if centred:
        return (
            f"What the network sees: {size}, your drawing scaled and its centre of mass moved to the middle, as MNIST was made."
        )
    return f"What the network sees: {size}, your drawing just where you put it."
