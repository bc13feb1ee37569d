"""From the strokes on the pad to the prediction of a network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from cnn_core.data.catalogue import entry_of
from cnn_core.data.load import find
from cnn_core.data.prepare import Scaling
from cnn_core.data.task import class_names
from cnn_core.drawing import MNIST, SHAPES, Appearance, Drawing, appearance, to_input
from cnn_core.errors import RunError
from cnn_core.runs import RunFolder
from pages.widgets.state.datasets import dataset
from pages.widgets.state.epoch import epoch_shown, predict_shown
from pages.widgets.state.laboratory import laboratory

PATIENCE = 5.0
SURE = 0.6
"""Below this probability the best class is only perhaps the answer."""
DRAWN, READ = "drawn", "read"
STEPS = {
    "crop": "Crop to the ink",
    "scale": "Bring to size",
    "centre_of_mass": "Centre of mass to the middle",
    "redraw": "Stroke width of the training images",
}


@dataclass(frozen=True, eq=False)
class DrawingPrediction:
    """A drawing, its raw and its scaled pixels (height, width, channels), and the probabilities (classes,)."""

    drawing: Drawing
    pixels: np.ndarray
    scaled: np.ndarray
    probabilities: np.ndarray


def steps(centred: bool) -> dict[str, bool]:
    """Which steps towards the training images are wanted: none of them, or those that are not switched off one by one."""
    return {name: centred and bool(st.session_state.get(f"step {name}", True)) for name in STEPS}


def pixels_of(folder: RunFolder, drawing: Drawing, wanted: dict[str, bool]) -> np.ndarray:
    """The drawing as raw pixels uint8 (height, width, channels), as this run's dataset has them."""
    experiment = folder.meta.experiment
    name = experiment.data.dataset
    shape = experiment.architecture.input_shape
    return to_input(drawing, shape, **wanted, like=training_images_of(name), pixel_max=entry_of(name).pixel_max)


def training_images_of(name: str) -> Appearance:
    """How the training images of a dataset look; where they are not on this machine, those of Fashion-MNIST or else of MNIST."""
    if find(name) is not None:
        return _measured(name)
    return SHAPES if entry_of(name).shapes else MNIST


@lru_cache(maxsize=64)  # the name of own images says what they are
def _measured(name: str) -> Appearance:
    data = dataset(name)
    return appearance(data.x_train, data.pixel_max)


def predict_drawing(folder: RunFolder, drawing: Drawing, pixels: np.ndarray) -> DrawingPrediction:
    """The prediction of the run's network, with the weights after the epoch that is shown; EngineError if there is none now, RunError if it
    is no number."""
    lab, epoch = laboratory(), epoch_shown(folder)
    question = (folder.id, lab.weights_key(folder.id), epoch, drawing, pixels.tobytes())
    last: tuple[object, DrawingPrediction] | None = st.session_state.get(READ)
    if last is not None and last[0] == question:  # a redrawn page need not ask again
        return last[1]
    scaled = Scaling(*lab.state(folder.id).scaling).apply(pixels[None])
    said = predict_shown(folder, scaled, PATIENCE)
    if not np.isfinite(said).all():
        raise RunError(
            "The answer of this network is not a number: its training has diverged. Train it again with a lower learning rate."
        )
    reading = DrawingPrediction(drawing, pixels, scaled[0], said[0])
    st.session_state[READ] = question, reading
    return reading


def drawn() -> Drawing | None:
    """The drawing on the pad; None if it is empty."""
    drawing: Drawing | None = st.session_state.get(DRAWN)
    return None if drawing is None or drawing.empty else drawing


def names_of(folder: RunFolder) -> tuple[str, ...]:
    return class_names(folder.meta.experiment.data)


def answer_of(reading: DrawingPrediction, names: tuple[str, ...]) -> dict[str, Any]:
    """The part of the pad's data that shows the answer."""
    best = int(np.argmax(reading.probabilities))
    sure = reading.probabilities[best] >= SURE
    return {
        "probabilities": [float(p) for p in reading.probabilities],
        "words": f"Prediction: {names[best]}" if sure else f"Not sure: perhaps {names[best]}",
    }
