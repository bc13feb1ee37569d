"""What the network of a run says of images, on the Draw page."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn_core.data.prepare import Scaling
from cnn_core.runs import RunFolder
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.epoch import predict_shown
from pages.widgets.state.laboratory import laboratory


def answers_to(folder: RunFolder, inputs: np.ndarray) -> np.ndarray | None:
    """The probabilities (n, classes) for raw pixels (n, height, width, channels); None, which is said, while the engine is not ready."""
    lab = laboratory()
    if not lab.status.ready:
        st.info(escape_markdown(f"One moment: {lab.status.words}"))
        return None
    return predict_shown(folder, Scaling(*lab.state(folder.id).scaling).apply(inputs))
