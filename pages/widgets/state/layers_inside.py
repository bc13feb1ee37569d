"""The layers on the desk that the Explain page can open: those that the run has trained whose outputs the desk shows, or else the chosen
one, with all before them."""

from __future__ import annotations

import streamlit as st

from cnn_core.errors import RunError
from pages.widgets.state.explained_image import DRAWING, TEST, choose
from pages.widgets.state.first_number import open_layer
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.layer_outputs import subject, trained
from pages.widgets.state.requests import go_to
from pages.widgets.state.session import session

ASKED = "run asked for its layers"


def layers_inside() -> list[int]:
    """Their numbers, counted from 0; none while the run has no weights, or its network begins differently."""
    mine = session()
    desk = mine.experiment.architecture
    run = trained()[0] or mine.run
    known = st.session_state.get(ASKED)
    if known is None or known.id != run:
        known = st.session_state[ASKED] = laboratory().folder(run)  # reads what it is of once
    try:
        learned = known.meta.experiment.architecture
    except RunError:
        return []
    if not (known.path / "weights.npz").is_file() or learned.input_shape != desk.input_shape:
        return []
    alike = 0
    for ours, theirs in zip(desk.layers, learned.layers, strict=False):
        if ours != theirs:
            break
        alike += 1
    return [k for k in range(alike) if desk.layers[k].enabled]


def look_inside_layer(layer: int) -> None:
    """Opens the Explain page at a layer, with the image that the desk shows if it is one of the run's data. For callbacks."""
    mine = session()
    if layer not in layers_inside():
        return
    if (run := st.session_state[ASKED].id) != mine.run:
        mine.show_run(run)
    of = subject()
    if of is not None and isinstance(of.key, int):
        if st.session_state[ASKED].meta.experiment.data.dataset == mine.experiment.data.dataset:
            choose(kind=TEST, label=-1, number=of.key)
    elif of is not None:
        choose(kind=DRAWING)
    open_layer(layer)
    go_to("pages/explain.py")
