"""All feature maps of one layer, for the picture that a click on its thumbnail opens; worked out in a thread, so that no page waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from cnn_core.data.background import Background
from cnn_core.figures.layer_outputs import all_maps_address
from cnn_core.summary import Summary
from cnn_core.text import shape_text
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.layer_outputs import Subject, scaled, trained
from pages.widgets.state.session import session

EVERY = 4096
OPENED = "all maps of a layer"

Picture = dict[str, Any]


@dataclass(frozen=True, eq=False)
class _Asked:
    """What the maps depend on, and who works them out."""

    key: tuple[object, ...]
    work: Background[Picture]


def all_maps(summary: Summary, of: Subject | None, wanted: object) -> Picture | None:
    """What the network editor shows of the layer that was opened, `{"index"}`: a picture with its size and words, or `pending`, and it
    asks again. None: nothing is open. What went wrong is tried again when it is opened again."""
    index = wanted.get("index") if isinstance(wanted, dict) else None
    row = next((each for each in summary.rows if each.index == index), None)
    if of is None or row is None or summary.fault is not None:
        st.session_state.pop(OPENED, None)
        return None
    title = f"{row.label} (layer {row.index + 1}), {shape_text(row.output_shape)}"
    empty = {"index": index, "title": title, "words": "", "address": "", "width": 0, "height": 0, "pending": False}
    run, weights = trained()
    lab, experiment = laboratory(), session().experiment
    if run is None and not lab.status.ready:
        return {**empty, "words": f"Its feature maps are shown here in a moment: {lab.status.words}.", "pending": True}
    key = (experiment, weights, of.key, index)
    asked: _Asked | None = st.session_state.get(OPENED)
    if asked is None or asked.key != key:
        image, name, layer = scaled(of, run), of.name, row.index

        def look(progress: object) -> Picture:
            values = lab.layer_outputs(experiment, run, image, EVERY)[layer]
            address, width, height = all_maps_address(values)
            what = f"All {values.shape[-1]:,} feature maps" if values.ndim == 3 else f"All {len(values):,} numbers, row by row"
            words = f"{what} for {name}, on one scale: black is {values.min():.3g}, white is {values.max():.3g}."
            return {"words": words, "address": address, "width": width, "height": height}

        st.session_state[OPENED] = asked = _Asked(key, Background(look))
    if not asked.work.ended:
        return {**empty, "words": "Working out all of its numbers…", "pending": True}
    return {**empty, **(asked.work.answer or {"words": asked.work.problem})}
