"""Augmentation as Keras layers: they work in training and pass images through unchanged otherwise."""

from __future__ import annotations

from functools import partial
from typing import Any

import keras
import numpy as np

from cnn_core.data.augmentation import Augmentation

Batch = np.ndarray[Any, Any]
Span = tuple[float, float]


def augmentation_layers(augmentation: Augmentation, span: Span, seed: int) -> list[Any]:
    """The layers that change anything, in a fixed order, each with its own seed.

    `span` is the least and largest value that a pixel can have after scaling; light and contrast stay within. What moves in
    from outside repeats the pixels of the edge.
    """
    a = augmentation
    makers = (
        (a.horizontal_flip, partial(keras.layers.RandomFlip, "horizontal")),
        (a.translation, partial(keras.layers.RandomTranslation, a.translation, a.translation, "nearest")),
        (a.zoom, partial(keras.layers.RandomZoom, a.zoom, fill_mode="nearest")),
        (a.rotation, partial(keras.layers.RandomRotation, a.rotation, "nearest")),
        (a.brightness, partial(keras.layers.RandomBrightness, a.brightness, value_range=span)),
        (a.contrast, partial(keras.layers.RandomContrast, a.contrast, value_range=span)),
    )
    return [make(seed=seed + number, dtype="float32") for number, (factor, make) in enumerate(makers) if factor]


def augmented(network: keras.Sequential, layers: list[Any]) -> keras.Sequential:
    """A model for `fit` alone: the layers, then those of the network, whose weights it shares."""
    if not layers:
        return network
    return keras.Sequential([keras.Input(network.input_shape[1:]), *layers, *network.layers], name="augmented_network")


def draws(image: Batch, count: int, layers: list[Any]) -> Batch:
    """`count` random changes (count, height, width, channels) of one scaled image (height, width, channels)."""
    batch = keras.ops.convert_to_tensor(np.repeat(image[None].astype("float32"), count, axis=0))
    for layer in layers:
        batch = layer(batch, training=True)
    return np.asarray(keras.ops.convert_to_numpy(batch))
