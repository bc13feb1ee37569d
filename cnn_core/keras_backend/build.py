"""From a specification to a Keras model."""

from __future__ import annotations

import threading
from typing import Any

import keras

from cnn_core.keras_backend.checked_rows import checked_rows
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.composite import Composite, Step
from cnn_core.spec.layer import Layer
from cnn_core.summary.rows import Row

drawing_numbers = threading.RLock()
"""Held while random numbers of the process are drawn: by `build`, and by a training until its batches have theirs, too."""


def build(architecture: Architecture, seed: int | None = None, precision: str = "float32") -> keras.Sequential:
    """The network with its initial weights, drawn by `seed` (None leaves the random numbers of the process alone).

    Disabled layers are left out. With "mixed_bfloat16" the layers before the head compute in bfloat16 and keep float32 weights;
    the head and what follows it compute in float32. TrainingError names a layer that does not fit.
    """
    rows = checked_rows(architecture)
    with drawing_numbers:
        if seed is not None:
            keras.utils.set_random_seed(seed)
        layers = [keras.Input(architecture.input_shape)]
        for row in rows:
            before_head = architecture.head is not None and row.index < architecture.head
            layers.append(_keras_layer(row, precision if before_head else "float32"))
        return keras.Sequential(layers, name="network")


def _keras_layer(row: Row, dtype: str) -> Any:
    name = f"{row.kind.lower()}_{row.index}"
    return _block(row, name, dtype) if isinstance(row.layer, Composite) else _plain(row.layer, name, dtype)


def _plain(layer: Layer, name: str, dtype: str) -> Any:
    return getattr(keras.layers, layer.kind)(**layer.keras_arguments(), name=name, dtype=dtype)


def _block(row: Row, name: str, dtype: str) -> keras.Model:
    """A model of its steps, so that files of the network need nothing but Keras."""
    assert isinstance(row.layer, Composite)
    within = row.layer.inside(row.input_shape)

    def along(steps: tuple[Step, ...], value: Any) -> Any:
        for step in steps:
            value = _plain(step.layer, step.name, dtype)(value)
        return value

    start = keras.Input(row.input_shape, name="input")
    value = along(within.main, start)
    if within.skip is not None:
        value = keras.layers.Add(name="add", dtype=dtype)([value, along(within.skip, start)])
    return keras.Model(start, along(within.after, value), name=name)
