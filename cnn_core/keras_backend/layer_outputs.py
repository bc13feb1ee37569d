"""The outputs of each layer for one image."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.checked_rows import checked_rows
from cnn_core.keras_backend.forget import forgetting
from cnn_core.keras_backend.weights import set_weights
from cnn_core.spec.architecture import MAX_LAYERS, Architecture
from cnn_core.training.interface import Arrays

Values = np.ndarray[Any, np.dtype[np.float32]]


def layer_outputs(
    architecture: Architecture, weights: Arrays | None, seed: int, image: Values, channels: int, layers: int = MAX_LAYERS
) -> dict[int, Values]:
    """Layer index -> float32 (height, width, first `channels` channels), or (units,), for one scaled image (height, width, channels).

    As in prediction: dropout does nothing. The weights are those of the first `layers` layers; the others have those that a training
    with this seed begins with, as all of them have without weights.
    """
    with forgetting():
        model = build(architecture, seed)
        if weights is not None:
            set_weights(model, architecture, weights, layers)
        value = tf.constant(image[None], tf.float32)
        seen = {}
        for row, layer in zip(checked_rows(architecture), model.layers, strict=True):
            value = layer(value, training=False)
            seen[row.index] = value.numpy()[0, ..., :channels] if len(value.shape) == 4 else value.numpy()[0]
        return seen
