"""The large pad: what is drawn there is read by a trained network while it is drawn."""

from __future__ import annotations

import streamlit as st

from cnn_core.runs import RunFolder
from pages.widgets.components.pad import draw_on
from pages.widgets.draw.drawing_panels import PAD, drawing_panels
from pages.widgets.shell.error_boundary import fragment


def pad(folder: RunFolder) -> None:
    """The pad, and below it what is shown of the drawing. A network for colour gets none."""
    if folder.meta.experiment.architecture.input_shape[2] != 1:
        st.info(
            "This network takes colour pictures, and the pen draws white on black. Use a picture file instead, below.",
            icon=":material/palette:",
        )
        return
    fragment(_pad)(folder)
    st.page_link(
        "pages/explain.py",
        label="Look inside the network at this drawing",
        icon=":material/biotech:",
        query_params={"image": "drawing"},
    )


def _pad(folder: RunFolder) -> None:
    drawing_panels(folder, draw_on(PAD, folder))
