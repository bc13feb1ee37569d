"""The microscope: an image and the feature maps of every layer; a number that is clicked shows the arithmetic behind it.

The maps travel once per view, as bytes, so that hovering needs no server. What the browser has already is not sent again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from pages.widgets.components.channel import messages, script

HERE = Path(__file__).parent
MAX_GROUPS = 64
Asked = tuple[int, tuple[int, ...], int]
"""Layer, place in its output, and how many more terms than usual are to be shown."""

_component = st.components.v2.component(
    "cnn_lab.microscope",
    html=(HERE / "microscope.html").read_text(encoding="utf-8"),
    css=(HERE / "microscope.css").read_text(encoding="utf-8"),
    js=script(HERE, "reach.js", "maps.js", "panel.js", "microscope.js"),
)


def microscope(
    key: str, view: str, scene: Callable[[], dict[str, Any]], detail: Callable[[Asked | None], dict[str, Any] | None]
) -> None:
    """Shows the `scene` of a view; `detail` gives what is shown of the number that was asked for, or of one of its choice (None); its
    answer is None if there is none such."""
    sent: dict[str, Any] = next(reversed(messages(key, "asked")), {})
    data: dict[str, Any] = {"view": view, "seq": sent.get("seq", 0)}
    if sent.get("have") != view:
        data["scene"] = scene()
    data["detail"] = detail(_asked(sent))
    _component(key=key, data=data, on_asked_change=lambda: None)


def _asked(sent: dict[str, Any]) -> Asked | None:
    layer, at, more = sent.get("layer"), sent.get("at"), sent.get("more", 0)
    if type(layer) is not int or type(more) is not int or not isinstance(at, list) or not all(type(k) is int for k in at):
        return None
    return layer, tuple(at), max(0, min(more, MAX_GROUPS))
