"""A trained network as the bytes of a .keras file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.weights import set_weights
from cnn_core.spec.architecture import Architecture
from cnn_core.training.job import Arrays


def export_file(architecture: Architecture, weights: Arrays) -> bytes:
    """A .keras file in float32, whatever the precision of the training.

    It holds the network and its weights and is not compiled: the optimizer's memory would make it three times as large.
    """
    model = build(architecture)
    set_weights(model, architecture, weights)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        model.save(path)
        return path.read_bytes()
