"""Predictions of a trained network."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from cnn_core.errors import TrainingError
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.forget import forgetting
from cnn_core.keras_backend.weights import check_weights, set_weights
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays

AT_ONCE = 256
Batch = np.ndarray[Any, np.dtype[np.float32]]


class Predictor:
    """A network with its weights, compiled once, in float32. Safe to use from several threads.

    TrainingError if the weights are not those of the architecture.
    """

    def __init__(self, architecture: Architecture, weights: Arrays) -> None:
        check_weights(architecture, weights)
        self.architecture = architecture
        model = build(architecture)
        set_weights(model, architecture, weights)
        signature = tf.TensorSpec((None, *architecture.input_shape), tf.float32)
        with forgetting():
            self._answer = tf.function(lambda x: model(x, training=False)).get_concrete_function(signature)
        self.probabilities(np.zeros((1, *architecture.input_shape), np.float32))

    def probabilities(self, x: Batch) -> Batch:
        """Float32 (n, classes) for scaled images, float32 (n, height, width, channels); at most 256 are computed at once."""
        x = np.asarray(x, np.float32)
        if x.ndim != 4 or x.shape[1:] != self.architecture.input_shape:
            wanted = ("n", *self.architecture.input_shape)
            raise TrainingError(f"{self.architecture.name!r} takes images of the shape {wanted}. Received: {x.shape}")
        if len(x) <= AT_ONCE:
            return np.asarray(self._answer(tf.constant(x)))
        return np.concatenate([self.probabilities(x[start : start + AT_ONCE]) for start in range(0, len(x), AT_ONCE)])
