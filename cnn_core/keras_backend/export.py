"""A trained network as the bytes of a file that other programs read."""

from __future__ import annotations

import tempfile
from pathlib import Path

import keras
import tensorflow as tf

from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.forget import forgetting
from cnn_core.keras_backend.weights import set_weights
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays


def export_file(architecture: Architecture, weights: Arrays) -> bytes:
    """A .keras file in float32, whatever the precision of the training.

    It holds the network and its weights and is not compiled: the optimizer's memory would make it three times as large.
    """
    return _saved(architecture, weights, "model.keras")


def h5_file(architecture: Architecture, weights: Arrays) -> bytes:
    """An HDF5 file as Keras wrote them before .keras; float32, not compiled."""
    return _saved(architecture, weights, "model.h5")


def tflite_file(architecture: Architecture, weights: Arrays) -> bytes:
    """A TensorFlow Lite file, in float32 too: the converter fails on convolutions in bfloat16."""
    with forgetting():
        content: bytes = tf.lite.TFLiteConverter.from_keras_model(_model(architecture, weights)).convert()
    return content


EXPORTS = {"keras": export_file, "h5": h5_file, "tflite": tflite_file}


def _model(architecture: Architecture, weights: Arrays) -> keras.Sequential:
    model = build(architecture)
    set_weights(model, architecture, weights)
    return model


def _saved(architecture: Architecture, weights: Arrays, name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        _model(architecture, weights).save(path)
        return path.read_bytes()
