"""A trained network as the bytes of a file that other programs read."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import h5py
import keras

from cnn_core.data.scaling import Scaling
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.weights import set_weights
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays

About = Mapping[str, Any]
ABOUT = "cnn_lab"
"""The attribute of an .h5 file, and the member of a .keras file, that CNN Lab reads again and Keras passes over."""


def export_file(architecture: Architecture, weights: Arrays, scaling: Scaling | None = None, about: About | None = None) -> bytes:
    """A .keras file in float32, whatever the precision of the training.

    It holds the network and its weights and is not compiled: the optimizer's memory would make it three times as large. With a
    `scaling` the network takes pixels as they are, and scales them in its first layer.
    """
    content = _saved(scaled_model(architecture, weights, scaling), "model.keras")
    if about is None:
        return content
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr(f"{ABOUT}.json", json.dumps(about))
    return file.getvalue()


def h5_file(architecture: Architecture, weights: Arrays, scaling: Scaling | None = None, about: About | None = None) -> bytes:
    """An HDF5 file as Keras wrote them before .keras; float32, not compiled."""
    content = _saved(scaled_model(architecture, weights, scaling), "model.h5")
    if about is None:
        return content
    stream = io.BytesIO(content)
    with h5py.File(stream, "r+") as file:
        file.attrs[ABOUT] = json.dumps(about)
    return stream.getvalue()


def scaled_model(architecture: Architecture, weights: Arrays, scaling: Scaling | None) -> keras.Sequential:
    """The network with these weights, in float32; with a `scaling`, one that scales pixels in its first layer."""
    model = build(architecture)
    set_weights(model, architecture, weights)
    if scaling is None:
        return model
    factor = 1 / scaling.divisor
    first = keras.layers.Rescaling(factor, -scaling.offset * factor, name="scaling", dtype="float32")
    return keras.Sequential([keras.Input(architecture.input_shape), first, *model.layers], name=model.name)


def _saved(model: keras.Sequential, name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        model.save(path)
        return path.read_bytes()
