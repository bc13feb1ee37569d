"""The t-SNE of a map of images: made in the background, its progress shown."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn_core.data.background import Background, Progress
from cnn_core.explain.image_map import Points
from pages.widgets.explain.made import Key
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.shell.follow import follow
from pages.widgets.state.laboratory import laboratory

NEIGHBOUR_MAP = "neighbour map"
GRACE = 0.15
"""Seconds that the page waits for a map, which are enough for one that is known."""


def neighbours(key: Key, reference: np.ndarray, features: np.ndarray | None) -> Points | None:
    """The points (n, 2) of the features (n, d) of an epoch, arranged like those of the reference; of these alone if there are no others.
    `key` names all of them. None while they are made, and if that failed, with a sentence.

    While the points of another key are made these wait: the engine makes one map at a time, and epochs may come faster.
    """
    kept: tuple[Key, Background[Points]] | None = st.session_state.get(NEIGHBOUR_MAP)
    if kept is None or kept[0] != key or kept[1].cancelled:
        if kept is not None and not is_made():
            follow(kept[1], _progress)
            return None
        kept = key, _begin(reference, features)
        st.session_state[NEIGHBOUR_MAP] = kept
    making = kept[1]
    if making.wait(GRACE):
        if making.problem:
            st.error(escape_markdown(making.problem), icon=":material/error:")
            st.button("Try again", icon=":material/refresh:", key="map again", on_click=making.cancel)
        return making.answer
    follow(making, _progress)
    return None


def is_made() -> bool:
    """Whether no map is being made."""
    kept: tuple[Key, Background[Points]] | None = st.session_state.get(NEIGHBOUR_MAP)
    return kept is None or kept[1].ended or kept[1].cancelled


def _begin(reference: np.ndarray, features: np.ndarray | None) -> Background[Points]:
    lab = laboratory()

    def work(progress: Progress) -> Points:
        if features is None:
            return lab.neighbour_map(reference, None, progress)
        first = lab.neighbour_map(reference, None, lambda done, total: progress(done, 2 * total))
        return lab.neighbour_map(features, first, lambda done, total: progress(total + done, 2 * total))

    return Background(work)


def _progress(making: Background[Points]) -> None:
    status = laboratory().status
    words = "some seconds, once per epoch" if status.ready else f"waits: {status.words}"
    st.progress(making.part, escape_markdown(f"t-SNE is being made ({words}); until then the map shows the PCA."))
