"""What must be said of a drawing beside its probabilities: that it is two, or like nothing that the network learnt from."""

from __future__ import annotations

from concurrent.futures import wait

import streamlit as st

from cnn_core.data.load import find
from cnn_core.drawing.redraw import is_blob
from cnn_core.drawing.side_by_side import two_side_by_side
from cnn_core.runs import RunFolder
from pages.widgets.state.datasets import dataset
from pages.widgets.state.drawing import DrawingPrediction, training_images_of
from pages.widgets.state.nearness import search

SAID = "said of the drawing"
PATIENCE = 0.15
"""Seconds that a search may take before the pad asks again."""
FAR = 0.99
"""An image is unlike those of training when it is farther from them than this part of the test images."""
TWO = "These seem to be two side by side; the network reads one at a time."
BLOB = "This is smaller than the pen is wide, so that it is a blob here: draw larger, or take a thinner pen."
UNLIKE = "This is unlike every training image. The network still shares 100% among the classes it knows: softmax cannot say “none of these”."


def note(folder: RunFolder, reading: DrawingPrediction, rested: bool) -> str | None:
    """The sentence about a drawing, "" for none; None while it is being worked out. It is worked out once the pen has come to rest."""
    choice = folder.meta.experiment.data
    name = choice.dataset
    if training_images_of(name).stroke and two_side_by_side(reading.drawing):
        return TWO
    if training_images_of(name).stroke and is_blob(reading.drawing):
        return BLOB
    question = (name, choice.left_out_test, reading.pixels.tobytes())
    said: tuple[object, str] | None = st.session_state.get(SAID)
    if said is not None and said[0] == question:
        return said[1]
    if not rested or find(name) is None:
        return ""
    found = search(dataset(name), choice, reading.pixels)
    if not wait([found], PATIENCE).done:
        found.cancel()
        return None
    words = UNLIKE if found.result().rank >= FAR else ""
    st.session_state[SAID] = question, words
    return words
