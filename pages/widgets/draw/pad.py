"""The large pad: what is drawn there is read by a trained network while it is drawn."""

from __future__ import annotations

import streamlit as st

from cnn_core.runs import RunFolder
from pages.widgets.components.pad import draw_on
from pages.widgets.draw.drawing_panels import PAD, drawing_panels
from pages.widgets.shell.clocks import LIVE
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.state.requests import run_by_itself
from pages.widgets.state.run_state import run_state


def pad(folder: RunFolder) -> None:
    """The pad, and beside it what is shown of the drawing. A network for colour gets none."""
    if folder.meta.experiment.architecture.input_shape[2] != 1:
        st.info(
            "This network takes colour pictures, and the pen draws white on black. Choose Pictures or Camera instead, above.",
            icon=":material/palette:",
        )
        return
    on = not run_state(folder.id).ended
    fragment(_pad, LIVE if on else None)(folder, on)


def _pad(folder: RunFolder, was_on: bool) -> None:
    if was_on and run_state(folder.id).ended:
        run_by_itself()  # the clock of this fragment stops
    with st.container(key="stacking-draw"):
        left, right = st.columns([5, 3], gap="large")
    with left:
        reading = draw_on(PAD, folder)
        st.page_link(
            "pages/explain.py",
            label="Look inside the network at this drawing",
            icon=":material/biotech:",
            query_params={"image": "drawing"},
        )
    with right:
        drawing_panels(folder, reading)
