"""The map of images: a point per image, its picture under the pointer, a gallery of those that are drawn around.

The pictures travel once, as one sheet; epochs change the points alone, which then move to their new places.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from pages.widgets.state.datasets import dark

HERE = Path(__file__).parent
COLOURS = {
    False: ("#00468c", "#b36f00", "#008a4f", "#d24f9a", "#1c88c8", "#cc3a00", "#4d2f14", "#71767e", "#5f6b00", "#6a3fc4"),
    True: ("#3d8fd8", "#e69f00", "#0fb489", "#e68fc0", "#8ad4fa", "#f0693a", "#a9855a", "#a6a6a6", "#e0d23c", "#9080f0"),
}
"""For the light theme and the dark one, after Okabe and Ito's (2008): a point, which is drawn with OPACITY, stands out from its ground by 3 to 1
(WCAG 2.2, 1.4.11). Classes past the tenth begin again."""
OPACITY = 0.85

_component = st.components.v2.component(
    "cnn_lab.image_map",
    html=(HERE / "image_map.html").read_text(encoding="utf-8"),
    css=(HERE / "image_map.css").read_text(encoding="utf-8"),
    js="\n".join((HERE / name).read_text(encoding="utf-8") for name in ("points.js", "paint.js", "image_map.js")),
)


def image_map(
    key: str,
    points: NDArray[Any],
    labels: NDArray[Any],
    probabilities: NDArray[Any],
    names: Sequence[str],
    numbers: NDArray[Any],
    sheet: tuple[str, Callable[[], dict[str, Any]]],
    chosen: int | None,
    opened: Callable[[int], None],
) -> None:
    """Shows points (n, 2) of images with true labels (n,), probabilities (n, classes) and the numbers (n,), rising, that people know them by.

    `sheet` is the name of the pictures and what makes them (`tiles` of `cnn_core.figures.tiles`); the image `chosen` is marked, and
    `opened` is called with the number of one that was clicked.
    """

    def report() -> None:
        place = (st.session_state.get(key) or {}).get("opened")
        if type(place) is int and 0 <= place < len(points):
            opened(int(numbers[place]))

    (name, tiles), colours = sheet, COLOURS[dark()]
    predicted = probabilities.argmax(1)
    data: dict[str, Any] = {
        "points": _text(np.asarray(points, "<f4")),
        "labels": _text(np.asarray(labels, "<i2")),
        "predicted": _text(np.asarray(predicted, "<i2")),
        "sure": _text(np.rint(100 * probabilities.max(1)).astype(np.uint8)),
        "names": list(names),
        "colours": [colours[k % len(colours)] for k in range(len(names))],
        "opacity": OPACITY,
        "numbers": _text(np.asarray(numbers, "<i4")),
        "chosen": next(iter(np.flatnonzero(numbers == chosen).tolist()), None),
        "sheet": name,
    }
    if (st.session_state.get(key) or {}).get("have") != name:
        data["tiles"] = tiles()
    _component(key=key, data=data, on_opened_change=report, on_have_change=lambda: None)


def _text(values: NDArray[Any]) -> str:
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode()
