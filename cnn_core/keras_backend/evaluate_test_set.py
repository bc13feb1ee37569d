"""The evaluation of a trained network on the test images."""

from __future__ import annotations

import time
from typing import Any

import keras
import numpy as np

from cnn_core.data.scaled_images import ScaledImages
from cnn_core.keras_backend.loss import make_loss
from cnn_core.keras_backend.pipeline import targets
from cnn_core.keras_backend.predict import AT_ONCE, Batch, Predictor
from cnn_core.keras_backend.run_control import RunControl, Stopped

Labels = np.ndarray[Any, Any]
SECONDS_AFTER_STOP = 3.0


def predict_all(predictor: Predictor, x: Batch | ScaledImages, run_control: RunControl) -> Batch | None:
    """Probabilities (n, classes) for all images; None if a stop is requested and the work is not done 3 s later."""
    parts: list[Batch] = []
    deadline = float("inf")
    for start in range(0, len(x), AT_ONCE):
        try:
            run_control.check()
        except Stopped:
            deadline = min(deadline, time.perf_counter() + SECONDS_AFTER_STOP)
        if time.perf_counter() > deadline:
            return None
        parts.append(predictor.probabilities(x[start : start + AT_ONCE]))
    return np.concatenate(parts)


def figures(labels: Labels, probabilities: Batch, loss: str, smoothing: float = 0.0) -> tuple[float, float]:
    """Loss and accuracy, as Keras's `evaluate` gives them."""
    wanted = targets(labels, loss, probabilities.shape[1])
    value = keras.ops.mean(keras.losses.get(make_loss(loss, smoothing))(wanted, probabilities))
    return float(value), float(np.mean(probabilities.argmax(axis=1) == labels))
