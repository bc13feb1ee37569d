"""How the score of a class changes with the image and with the outputs of each layer."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import tensorflow as tf

from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.checked_rows import checked_rows
from cnn_core.keras_backend.forget import forgetting
from cnn_core.keras_backend.weights import set_weights
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays

IMAGE = -1
MAX_KEPT = 6
NONE: Mapping[int, Collection[int]] = MappingProxyType({})
Values = np.ndarray[Any, np.dtype[np.float32]]


class Gradients:
    """A network with its weights, ready to be differentiated. TrainingError if the weights are not those of the architecture.

    The score of a class is its number before the last softmax, as in Selvaraju et al., "Grad-CAM" (2017). The channels of a layer's
    output that are `silenced`, by its index, are set to 0.
    """

    def __init__(self, architecture: Architecture, weights: Arrays, silenced: Mapping[int, Collection[int]] = NONE) -> None:
        scored = without_softmax(architecture)
        self._model = build(scored)
        set_weights(self._model, scored, weights)
        rows = checked_rows(scored)
        self._indices = [row.index for row in rows]
        self._gates = [_gate(row.output_shape[-1], silenced.get(row.index, ())) for row in rows]

    def of(self, image: Values, unit: int) -> dict[int, Values]:
        """The gradient of the score of a class for one scaled image (height, width, channels): by layer for each of its outputs, under
        IMAGE for each pixel."""
        with forgetting(), tf.GradientTape() as tape:
            value = tf.constant(image[None], tf.float32)
            tape.watch(value)
            seen = [value]
            for layer, gate in zip(self._model.layers, self._gates, strict=True):
                value = layer(value, training=False)
                value = value if gate is None else value * gate
                seen.append(value)
            found = tape.gradient(value[0, unit], seen)
        arrays = [np.zeros(v.shape, np.float32) if g is None else g.numpy() for v, g in zip(seen, found, strict=True)]
        return dict(zip([IMAGE, *self._indices], (array[0] for array in arrays), strict=True))


def _gate(channels: int, silenced: Collection[int]) -> Values | None:
    """What a layer's outputs are multiplied by: 0 for each silenced channel. None if there is none."""
    return np.asarray(~np.isin(np.arange(channels), list(silenced)), np.float32) if silenced else None


def without_softmax(architecture: Architecture) -> Architecture:
    """The network with its last softmax left out, so that it ends in scores; unchanged if it has none."""
    softmax = [k for k, each in enumerate(architecture.layers) if each.enabled and getattr(each, "activation", "") == "softmax"]
    return architecture.edit(softmax[-1], activation="linear") if softmax else architecture


_kept: OrderedDict[str, Gradients] = OrderedDict()


def gradients(
    key: str,
    architecture: Architecture,
    weights: Arrays,
    image: Values,
    unit: int,
    silenced: Mapping[int, Collection[int]] = NONE,
) -> dict[int, Values]:
    """The gradients of one class for one image; the last few networks are kept by `key`, so that a drawing need not build one anew."""
    if key not in _kept:
        _kept[key] = Gradients(architecture, weights, silenced)
    _kept.move_to_end(key)
    while len(_kept) > MAX_KEPT:
        _kept.popitem(last=False)
    return _kept[key].of(image, unit)
