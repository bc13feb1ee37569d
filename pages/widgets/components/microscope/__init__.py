"""The microscope: an image and the feature maps of every layer; a number that is clicked shows the arithmetic behind it.

The maps travel once per view, as bytes, so that hovering needs no server. What the browser has already is not sent again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from pages.widgets.components.channel import messages, script

HERE = Path(__file__).parent
MAX_GROUPS = 64
MAX_STROKES, MAX_STROKE = 50, 2000
OPENED = "blocks opened"
"""The layers whose insides a person looks at; they stay open from page to page and from run to run."""

Stroke = tuple[int, list[list[int]]]
"""Its number, which is larger than those before, and (row, column, brightness) of the pixels that it went over so far. The browser says
them, so whoever takes them checks that they lie on the image."""

Brush = tuple[int, int, Callable[[list[Stroke], bool], None]]
"""Its brightness from 0 to 255; a number that changes with the image that it paints on; and what takes the last strokes, and whether the
last one of all is to be undone after that."""


class Asked(NamedTuple):
    """A layer, a place in its output, how many more terms than usual are to be shown, and the name of a layer inside it if it is a block."""

    layer: int
    at: tuple[int, ...]
    more: int = 0
    step: str = ""


_component = st.components.v2.component(
    "cnn_lab.microscope",
    html=(HERE / "microscope.html").read_text(encoding="utf-8"),
    css=(HERE / "microscope.css").read_text(encoding="utf-8"),
    js=script(HERE, "../signed_colour.js", "reach.js", "spots.js", "maps.js", "panel.js", "brush.js", "microscope.js"),
)


def microscope(
    key: str,
    view: str,
    scene: Callable[[tuple[int, ...]], dict[str, Any]],
    detail: Callable[[Asked | None], dict[str, Any] | None],
    brush: Brush | None = None,
) -> None:
    """Shows the `scene` of a view, which gets the numbers of the blocks whose layers are to be shown; `detail` gives what is shown of the number that was asked for, or of one of its choice (None); its
    answer is None if there is none such. With a brush the image can be painted on."""

    def painted() -> None:
        said = (st.session_state.get(key) or {}).get("painted")
        if brush and isinstance(said, dict) and said.get("onto") == brush[1] and isinstance(said.get("strokes"), list):
            strokes = [_stroke(each) for each in said["strokes"][-MAX_STROKES:] if _is_stroke(each)]
            brush[2](strokes, said.get("undo") is True)

    sent: dict[str, Any] = next(reversed(messages(key, "asked")), {})
    opened = _opened(sent)
    view = f"{view} {opened}"
    data: dict[str, Any] = {"view": view, "seq": sent.get("seq", 0), "open": opened}
    if sent.get("have") != view:
        data["scene"] = scene(opened)
    data["detail"] = detail(_asked(sent))
    if brush:
        data["brush"], data["onto"] = brush[:2]
    _component(key=key, data=data, on_asked_change=lambda: None, on_painted_change=painted)


def _opened(sent: dict[str, Any]) -> tuple[int, ...]:
    """The layers that are opened by now."""
    said = sent.get("open")
    if isinstance(said, list):
        st.session_state[OPENED] = tuple(sorted({k for k in said if type(k) is int}))
    found: tuple[int, ...] = st.session_state.get(OPENED, ())
    return found


def _is_stroke(said: Any) -> bool:
    return isinstance(said, list) and len(said) == 2 and type(said[0]) is int and said[0] >= 0 and isinstance(said[1], list)


def _stroke(said: list[Any]) -> Stroke:
    return said[0], [at for at in said[1][:MAX_STROKE] if _is_dab(at)]


def _is_dab(at: Any) -> bool:
    return isinstance(at, list) and len(at) == 3 and all(type(k) is int and k >= 0 for k in at) and at[2] <= 255


def _asked(sent: dict[str, Any]) -> Asked | None:
    layer, at, more, step = sent.get("layer"), sent.get("at"), sent.get("more", 0), sent.get("step", "")
    if type(layer) is not int or type(more) is not int or not isinstance(at, list) or not all(type(k) is int for k in at):
        return None
    return Asked(layer, tuple(at), max(0, min(more, MAX_GROUPS)), step if isinstance(step, str) else "")
