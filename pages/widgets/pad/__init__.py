"""The drawing pad: strokes come in while they are drawn, probabilities and the picture that was read go back."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from cnn_core.data.catalogue import entry_of
from cnn_core.drawing import PEN, read_strokes
from cnn_core.errors import LabError
from cnn_core.runs import RunFolder
from pages.widgets.drawing_bench import drawing_bench
from pages.widgets.notices import fragment
from pages.widgets.reading import Reading, answer_of, names_of, pixels_of, read, steps

HERE = Path(__file__).parent
KEY = "pad"

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
    kept = st.session_state.get("drawing")
    data = {**answer, "hint": "Draw here", "pen": PEN, "source": folder.id, "strokes": kept}
    _component(key=KEY, data=data, on_drawing_change=lambda: None)
    drawing_bench(folder, reading)


def _answer(folder: RunFolder, sent: Any) -> tuple[dict[str, Any], Reading | None]:
    """What the pad shows for the strokes it sent. Errors become words of the pad, so that the drawing stays."""
    names = names_of(folder)
    empty = {"classes": list(names), "probabilities": None, "seen": None, "words": "What will it read?"}
    if not isinstance(sent, dict):
        return {**empty, "caption": "Here you will see the picture as the network gets it."}, None
    answer = {**empty, "seq": sent.get("seq"), "caption": ""}
    try:
        drawing = read_strokes({"pen": sent.get("pen"), "strokes": sent.get("strokes")})
        st.session_state["drawing"] = sent.get("strokes")
        wanted = steps(bool(sent.get("centre")))
        pixels = pixels_of(folder, drawing, wanted)
        answer["seen"] = _picture(pixels, entry_of(folder.meta.experiment.data.dataset).pixel_max)
        answer["caption"] = _caption(pixels.shape, wanted)
        if drawing.empty:
            return answer, None
        reading = read(folder, drawing, pixels)
    except LabError as error:
        return {**answer, "words": str(error)}, None
    return {**answer, **answer_of(reading, names)}, reading


def _picture(pixels: np.ndarray, pixel_max: int) -> dict[str, Any]:
    grey = (pixels.mean(axis=2) * (255 / pixel_max)).astype(np.uint8)
    return {"height": grey.shape[0], "width": grey.shape[1], "pixels": base64.b64encode(grey.tobytes()).decode()}


def _caption(shape: tuple[int, ...], wanted: dict[str, bool]) -> str:
    size = f"{shape[0]}x{shape[1]} pixels"
    if all(wanted.values()):
        return (
            f"What the network sees: {size}, your drawing scaled and its centre of mass moved to the middle, as MNIST was made."
        )
    if any(wanted.values()):
        return f"What the network sees: {size}, your drawing after some of the steps by which MNIST was made."
    return f"What the network sees: {size}, your drawing just where you put it."
