"""Weights as plain arrays, named `2.kernel`: the layer's index in the architecture and the name of the weight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import keras

from cnn_core.errors import TrainingError
from cnn_core.keras_backend.checked_rows import checked_rows
from cnn_core.spec.architecture import MAX_LAYERS, Architecture
from cnn_core.spec.composite import Composite
from cnn_core.training.interface import Arrays


def weights_of(model: keras.Sequential, architecture: Architecture) -> Arrays:
    """Copies of all weights of a model that was built from this architecture."""
    return {name: variable.value.numpy() for name, variable in _variables(model, architecture)}


def set_weights(model: keras.Sequential, architecture: Architecture, weights: Arrays, layers: int = MAX_LAYERS) -> None:
    """Puts the weights of the first layers, or of all, into a model that was built from this architecture.

    TrainingError if they are those of another network.
    """
    check_weights(architecture, weights, layers)
    for name, variable in _variables(model, architecture):
        if name in weights:
            variable.assign(weights[name])


def check_weights(architecture: Architecture, weights: Arrays, layers: int = MAX_LAYERS) -> None:
    """TrainingError unless these are the weights of the network's first layers (all), and no others, in their shapes."""
    rows = [row for row in checked_rows(architecture) if row.index < layers]
    wanted = {f"{row.index}.{weight.name}": weight.shape for row in rows for weight in row.weights}
    for name in weights:
        if name not in wanted:
            raise TrainingError(f"The weights are of another network: {architecture.name!r} has no weight {name!r}.")
    for name, shape in wanted.items():
        if name not in weights:
            raise TrainingError(f"The weights are not complete: {name!r} of {architecture.name!r} is missing.")
        if weights[name].shape != shape:
            raise TrainingError(
                f"The weights are of another network: {name!r} must have the shape {shape}. Received: {weights[name].shape}"
            )


def _variables(model: keras.Sequential, architecture: Architecture) -> Iterator[tuple[str, Any]]:
    for row, layer in zip(checked_rows(architecture), model.layers, strict=True):
        if isinstance(row.layer, Composite):
            for step, _ in row.layer.shaped(row.input_shape):
                for variable in layer.get_layer(step.name).weights:
                    yield f"{row.index}.{step.name}.{variable.name}", variable
        else:
            for variable in layer.weights:
                yield f"{row.index}.{variable.name}", variable
