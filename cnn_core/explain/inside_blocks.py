"""The maps of filters inside blocks, and a network without some of these filters."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from cnn_core.explain.filters import Spot
from cnn_core.explain.numpy_network import Silenced, Values, each_of, numpy_layer, one_thread, own_weights
from cnn_core.spec import Composite
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.composite import Inside, Step
from cnn_core.summary import summarise
from cnn_core.training.interface import Arrays


def numpy_maps(
    architecture: Architecture, weights: Arrays, images: Values, spot: Spot, silenced: Silenced | None = None
) -> Values:
    """What a layer, or a step inside of one, gives for scaled images (n, height, width, channels)."""
    index, name = spot
    if not name:
        return numpy_layer(architecture, weights, images, index, silenced)
    before = [k for k, layer in enumerate(architecture.layers[:index]) if layer.enabled]
    x = numpy_layer(architecture, weights, images, before[-1], silenced) if before else np.asarray(images, np.float32)
    way, place = _place(_within(architecture, index, x.shape[1:]), name)
    with one_thread():
        *_, last = each_of(way[: place + 1], x, own_weights(weights, index))
    return last


def without_steps(architecture: Architecture, weights: Arrays, off: Mapping[Spot, Collection[int]]) -> Arrays:
    """The weights with which filters inside blocks count nothing, as if their maps were 0: what comes next inside reads such a map with
    weights of 0, and where the block adds its two ways next, the normalisation before gives 0."""
    changed = dict(weights)
    shapes = {row.index: row.input_shape for row in summarise(architecture).rows}
    for (index, name), numbers in off.items():
        if not name or not numbers:
            continue
        way, place = _place(_within(architecture, index, shapes[index]), name)
        last = place + 1 == len(way)
        for each in [f"{name}.gamma", f"{name}.beta"] if last else [f"{way[place + 1].name}.kernel"]:
            array = changed[f"{index}.{each}"].copy()
            array[list(numbers) if last else np.s_[:, :, list(numbers)]] = 0
            changed[f"{index}.{each}"] = array
    return changed


def _within(architecture: Architecture, index: int, shape: tuple[int, ...]) -> Inside:
    block = architecture.layers[index]
    assert isinstance(block, Composite), f"{block.label} has nothing inside"
    return block.inside(shape)


def _place(within: Inside, name: str) -> tuple[tuple[Step, ...], int]:
    """The way of a block on which a step lies, and its place there."""
    way = within.main if name in [step.name for step in within.main] else within.skip or ()
    return way, [step.name for step in way].index(name)
