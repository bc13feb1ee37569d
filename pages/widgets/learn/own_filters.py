"""The filters of the run in hand, for the lessons on filters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnn_core.data.load import find
from cnn_core.data.scaling import Scaling
from cnn_core.errors import LabError
from cnn_core.lessons.own_filters import Filters, first_filters
from cnn_core.runs import PRETRAINED
from pages.widgets.state.datasets import dataset
from pages.widgets.state.drawing import names_of
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session


@dataclass(frozen=True, eq=False)
class Own:
    """Whose filters they are, and a training image of that network: uint8 (height, width, channels) from 0 to `pixel_max`, its class, and
    scaled."""

    filters: Filters
    whose: str
    image: np.ndarray
    pixel_max: float
    scaled: np.ndarray
    label: str


def own_filters(draw: int) -> Own | None:
    """The first layer of the run in hand, with one image of its data; None if it has no such layer, no weights or no images here."""
    lab, run = laboratory(), session().run
    try:
        experiment = lab.folder(run).meta.experiment
        filters = first_filters(experiment.architecture, lab.weights(run))
        if filters is None or find(experiment.data.dataset) is None:
            return None
        data = dataset(experiment.data.dataset)
        names_of(lab.folder(run))
    except LabError:
        return None
    image = data.x_train[draw % len(data.x_train)]
    if image.shape != experiment.architecture.input_shape:
        return None
    whose = "the network that comes with CNN Lab" if run == PRETRAINED else f"your network {laboratory().result(run).title}"
    scaled = Scaling(*lab.state(run).scaling).apply(image)
    return Own(filters, whose, image, data.pixel_max, scaled, data.class_names[data.y_train[draw % len(data.x_train)]])


def another_image(key: str, label: str = "Another image") -> int:
    """A button that moves on to the next image; the number of the image."""
    if st.button(label, icon=":material/casino:"):
        st.session_state[key] = st.session_state.get(key, 0) + 1
    return int(st.session_state.get(key, 0))
