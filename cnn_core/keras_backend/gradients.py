"""How the score of a class changes with the image and with the outputs of each layer."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
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

    def of(self, value: Values, units: Sequence[int], after: int = IMAGE) -> dict[int, Values]:
        """The gradients of the scores of classes: by layer for each of its outputs (len(units), ...), under IMAGE for each pixel.

        `value` is one scaled image (height, width, channels), or what the layer `after` gives for one: then those of this layer and of
        the later ones are found, and no layer up to it is computed.
        """
        start = [IMAGE, *self._indices].index(after)
        with forgetting():
            with tf.GradientTape(watch_accessed_variables=False) as tape:  # no gradients of weights
                seen = [
                    tf.constant(np.repeat(value[None], len(units), 0), tf.float32)
                ]  # a copy per class, and none knows of another
                tape.watch(seen)
                for layer, gate in zip(self._model.layers[start:], self._gates[start:], strict=True):
                    given = layer(seen[-1], training=False)
                    seen.append(given if gate is None else given * gate)
                scores = tf.reduce_sum(tf.linalg.diag_part(tf.gather(seen[-1], list(units), axis=1)))
            found = tape.gradient(scores, seen)
        arrays = (np.zeros(v.shape, np.float32) if g is None else g.numpy() for v, g in zip(seen, found, strict=True))
        return dict(zip([IMAGE, *self._indices][start:], arrays, strict=True))


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
    network: tuple[Architecture, Arrays, Mapping[int, Collection[int]]] | None,
    value: Values,
    units: Sequence[int],
    after: int = IMAGE,
) -> dict[int, Values] | None:
    """`Gradients.of` a network with its weights and what it silences. The last few are kept by `key`, so that a drawing need neither send
    nor build one anew; None where it is not known and no `network` is given."""
    if key not in _kept:
        if network is None:
            return None
        _kept[key] = Gradients(*network)
    _kept.move_to_end(key)
    while len(_kept) > MAX_KEPT:
        _kept.popitem(last=False)
    return _kept[key].of(value, units, after)
