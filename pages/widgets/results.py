"""A run's evaluation together with the test images that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnn_core.data.task import class_names
from cnn_core.evaluation import Evaluation
from cnn_core.runs import RunFolder
from pages.widgets.pictures import dataset


@dataclass(frozen=True)
class Results:
    """An evaluation and its images uint8 (n, h, w, c), in the same order."""

    evaluation: Evaluation
    images: np.ndarray
    class_names: tuple[str, ...]
    pixel_max: int


def results(folder: RunFolder) -> Results:
    """The results of a run, kept in this session while the same run is looked at."""
    kept = st.session_state.get("results")
    if kept is None or kept[0] != folder.id:
        choice = folder.meta.experiment.data
        data = dataset(choice.dataset)
        kept = (folder.id, Results(folder.evaluation(), data.x_test, class_names(choice), data.pixel_max))
        st.session_state["results"] = kept
    found: Results = kept[1]
    return found


def caption(found: Results, index: int, show_index: bool = True) -> str:
    """What stands under an image: index, prediction, truth."""
    e = found.evaluation
    predicted, expected = (found.class_names[k] for k in (e.predicted[index], e.labels[index]))
    words = predicted if predicted == expected else f"{predicted}, is {expected}"
    return f"{index}: {words}" if show_index else words
