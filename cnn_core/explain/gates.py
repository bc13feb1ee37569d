"""Filters that are switched off, for whoever computes with layers alone: a layer behind them multiplies each map by 0 or 1."""

from __future__ import annotations

import numpy as np

from cnn_core.explain.arithmetic import IMAGE
from cnn_core.explain.numpy_network import Silenced
from cnn_core.spec import DepthwiseConv2D, Layer
from cnn_core.spec.architecture import Architecture
from cnn_core.summary import summarise
from cnn_core.training.interface import Arrays


def gated(architecture: Architecture, weights: Arrays, silenced: Silenced) -> tuple[Architecture, Arrays, dict[int, int]]:
    """The network with such layers, its weights, and for each layer that is on, and IMAGE, where it is now.

    Nothing is changed where nothing is silenced. SpecError if the network has too many layers then.
    """
    layers: list[Layer] = []
    arrays: Arrays = {}
    places = {IMAGE: IMAGE}
    if not silenced:
        return architecture, weights, {row.index: row.index for row in summarise(architecture).rows} | places
    for row in summarise(architecture).rows:
        places[row.index] = len(layers)
        arrays |= {f"{len(layers)}.{weight.name}": weights[f"{row.index}.{weight.name}"] for weight in row.weights}
        layers.append(row.layer)
        if off := silenced.get(row.index):
            gates = np.ones((1, 1, row.output_shape[2], 1), np.float32)
            gates[:, :, list(off)] = 0
            arrays[f"{len(layers)}.kernel"] = gates
            layers.append(DepthwiseConv2D(kernel_size=(1, 1), activation="linear", use_bias=False))
    return Architecture(name=architecture.name, input_shape=architecture.input_shape, layers=tuple(layers)), arrays, places
