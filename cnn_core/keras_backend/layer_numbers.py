"""The numbers of each layer that learns: its weights, what it gives for some images, and how the loss changes with its weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.checked_rows import checked_rows
from cnn_core.keras_backend.forget import forgetting
from cnn_core.keras_backend.pipeline import targets
from cnn_core.keras_backend.weights import set_weights
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays

Values = np.ndarray[Any, np.dtype[np.float32]]
PARTS = ("weights", "activations", "gradients")


def layer_numbers(
    architecture: Architecture,
    weights: Arrays,
    images: Values,
    labels: np.ndarray[Any, Any],
    loss: str,
    smoothing: float = 0.0,
    class_weights: Mapping[int, float] | None = None,
) -> dict[int, dict[str, Values]]:
    """Layer index -> "weights" and "gradients" (all that it learns, in one row) and "activations" (its outputs for the images).

    The gradients are those of the loss that a training on these scaled images (n, height, width, channels) as one batch would have, the
    smoothing of labels, weights of classes (by their number, None: 1) and penalties on weights with it, but without dropout and with the
    running statistics of normalisations, as in prediction.
    """
    with forgetting():
        model = build(architecture)
        set_weights(model, architecture, weights)
        seen = []
        with tf.GradientTape() as tape:
            value = tf.constant(images, tf.float32)
            for layer in model.layers:
                value = layer(value, training=False)
                seen.append(value)
            smoothed = {"label_smoothing": smoothing} if smoothing else {}
            each = keras.losses.get(loss)(targets(labels, loss, value.shape[-1]), value, **smoothed)
            counts = 1.0 if class_weights is None else np.array([class_weights[int(k)] for k in labels], np.float32)
            lost = tf.add_n([tf.reduce_mean(each * counts), *model.losses])
        learns = [[variable.value for variable in layer.trainable_variables] for layer in model.layers]
        slopes = tape.gradient(lost, learns, unconnected_gradients="zero")
        found = {}
        for row, output, own, change in zip(checked_rows(architecture), seen, learns, slopes, strict=True):
            if own:
                found[row.index] = dict(zip(PARTS, (_row(own), output.numpy(), _row(change)), strict=True))
        return found


def _row(arrays: list[Any]) -> Values:
    return np.concatenate([np.asarray(each).ravel() for each in arrays])
