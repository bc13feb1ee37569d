"""The ways to give a network something to read: a pen, picture files, a camera."""

from __future__ import annotations

import streamlit as st

from cnn_core.runs import RunFolder
from pages.widgets.draw.pad import pad
from pages.widgets.draw.picture_file import camera_picture, own_pictures
from pages.widgets.runs.kept_drawings import kept_drawings

WAY, WAY_IN_COLOUR = "way of drawing", "way of drawing in colour"
"""What was chosen; for colour another choice, since the pen draws white on black."""
PEN, FILES, CAMERA = "Pen", "Pictures", "Camera"
ICONS = {PEN: ":material/draw:", FILES: ":material/image_search:", CAMERA: ":material/photo_camera:"}


def ways(folder: RunFolder) -> None:
    """A choice, and what was chosen."""
    grey = folder.meta.experiment.architecture.input_shape[2] == 1
    key = WAY if grey else WAY_IN_COLOUR
    st.session_state.setdefault(key, PEN if grey else FILES)
    chosen = st.segmented_control(
        "Give it", list(ICONS), key=key, format_func=lambda way: f"{ICONS[way]} {way}", label_visibility="collapsed"
    )
    if chosen == FILES:
        own_pictures(folder)
    elif chosen == CAMERA:
        camera_picture(folder)
    else:
        pad(folder)
        kept_drawings(folder)
