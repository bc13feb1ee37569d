"""The weights of one filter, to be dragged, typed or replaced by those of a known kernel."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from pages.widgets.components.channel import messages, script

HERE = Path(__file__).parent
MAX_WEIGHT = 100.0

_component = st.components.v2.component(
    "cnn_lab.kernel_editor",
    html=(HERE / "kernel_editor.html").read_text(encoding="utf-8"),
    css=(HERE / "kernel_editor.css").read_text(encoding="utf-8"),
    js=script(HERE, "../signed_colour.js", "kernel_editor.js"),
)


@dataclass(frozen=True)
class Cell:
    """One weight is set. Edits of one `gesture`, a drag for example, are undone as one."""

    at: tuple[int, int, int]
    value: float
    gesture: int


@dataclass(frozen=True)
class Load:
    """A known kernel is put into a channel, or into all of them (None), as strong as what was trained there or as it is."""

    name: str
    channel: int | None
    as_strong: bool


UNDO, TRAINED = "undo", "trained"
Command = Cell | Load | str
"""An edit of the kernel; or UNDO takes the last one back, TRAINED all of them."""


def kernel_editor(
    key: str,
    of: str,
    kernel: np.ndarray,
    channels: Sequence[str],
    known: Sequence[str],
    changed: bool,
    obey: Callable[[Command], None],
) -> None:
    """Shows a kernel (height, width, channels) with the names of its channels and of the known kernels; `of` tells whose it is.

    `obey` is called with each edit of it, once. `changed` says whether there is something to undo.
    """
    done = f"{key} done"

    def report() -> None:
        for message in messages(key, "edits"):
            if message["seq"] > st.session_state.get(done, 0):
                st.session_state[done] = message["seq"]
                command = _command(message, kernel.shape, known) if message.get("of") == of else None
                if command is not None:
                    obey(command)

    data = {
        "of": of,
        "shape": list(kernel.shape),
        "weights": [float(weight) for weight in kernel.ravel()],
        "channels": list(channels),
        "known": list(known),
        "changed": changed,
        "seq": st.session_state.get(done, 0),
    }
    _component(key=key, data=data, on_edits_change=report)


def _command(said: dict[str, Any], shape: tuple[int, ...], known: Sequence[str]) -> Command | None:
    """What a message of the browser asks for; None if it makes no sense."""
    do, at, value, channel = said.get("do"), said.get("at"), said.get("value"), said.get("channel")
    if do in (UNDO, TRAINED):
        return str(do)
    if do == "load" and said.get("name") in known and type(channel) is int and channel < shape[2]:
        return Load(str(said["name"]), channel if channel >= 0 else None, said.get("strong") is not False)
    if do != "cell" or not isinstance(value, int | float) or not math.isfinite(value) or not isinstance(at, list):
        return None
    if len(at) != 3 or not all(type(k) is int and 0 <= k < size for k, size in zip(at, shape, strict=True)):
        return None
    gesture = said.get("gesture")
    return Cell((at[0], at[1], at[2]), min(max(float(value), -MAX_WEIGHT), MAX_WEIGHT), gesture if type(gesture) is int else 0)
