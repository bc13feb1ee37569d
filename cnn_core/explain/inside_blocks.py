"""Inside blocks: what their layers give, where a number in there comes from, and a network without some of the filters."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from cnn_core.explain.arithmetic import IMAGE, Origin, origin_on_way
from cnn_core.explain.filters import Spot, rows_of_steps
from cnn_core.explain.numpy_network import Silenced, Values, each_of, numpy_layer, one_thread, own_weights
from cnn_core.explain.terms import Place
from cnn_core.spec import Composite, Layer
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.composite import Inside, Step
from cnn_core.summary import Row, summarise
from cnn_core.training.interface import Arrays


def numpy_maps(
    architecture: Architecture, weights: Arrays, images: Values, spot: Spot, silenced: Silenced | None = None
) -> Values:
    """What a layer, or a step inside of one, gives for scaled images (n, height, width, channels): its maps (n, height, width, filters)."""
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


def layers_inside(architecture: Architecture, index: int) -> dict[str, Layer]:
    """The layers of a block before its two ways are added, by name, those of the main way first; none for a layer that is no block."""
    rows = {row.index: row for row in summarise(architecture).rows}
    if index not in rows or not isinstance(rows[index].layer, Composite):
        return {}
    within = _within(architecture, index, rows[index].input_shape)
    return {step.name: step.layer for step in (*within.main, *(within.skip or ()))}


def steps_given(
    architecture: Architecture, weights: Arrays, outputs: Mapping[int, Values], index: int, off: Mapping[Spot, Collection[int]]
) -> dict[str, Values]:
    """What each layer inside a block gives for one image (height, width, channels), by its name there; maps that are off are 0.

    `outputs` are those of the layers of the network, under IMAGE the scaled image; `weights` those of `without_steps`.
    """
    row, source = _block_row(architecture, index)
    within, own = _within(architecture, index, row.input_shape), own_weights(weights, index)
    found: dict[str, Values] = {}
    with one_thread():
        for way in (within.main, within.skip or ()):
            for step, value in zip(way, each_of(way, outputs[source][None], own), strict=True):
                found[step.name] = value[0].copy()
                found[step.name][..., list(off.get((index, step.name), ()))] = 0
    return found


def origin_inside(
    architecture: Architecture, weights: Arrays, outputs: Mapping[int, Values], given: Mapping[str, Values], spot: Spot, at: Place
) -> Origin:
    """Where the number at (y, x, channel) of a layer inside a block comes from; `given` are `steps_given`. SpecError for a place
    outside its output."""
    index, name = spot
    row, source = _block_row(architecture, index)
    way, place = _place(_within(architecture, index, row.input_shape), name)
    rows = [each for each in summarise(architecture).rows if each.index < index]
    before = way[place - 1].name if place else ""
    x = given[before] if before else outputs[source]
    inner = [*rows_of_steps(row, way[: place + 1])]
    found = origin_on_way([*rows, *inner], way[place].own(own_weights(weights, index)), x, at, index if before else source)
    return replace(found, step=name, source_step=before)


def _block_row(architecture: Architecture, index: int) -> tuple[Row, int]:
    """The row of a block, and the index of the layer before it, IMAGE for the image."""
    rows = {row.index: row for row in summarise(architecture).rows}
    return rows[index], max((k for k in rows if k < index), default=IMAGE)


def _within(architecture: Architecture, index: int, shape: tuple[int, ...]) -> Inside:
    block = architecture.layers[index]
    assert isinstance(block, Composite), f"{block.label} has nothing inside"
    return block.inside(shape)


def _place(within: Inside, name: str) -> tuple[tuple[Step, ...], int]:
    """The way of a block on which a step lies, and its place there."""
    way = within.main if name in [step.name for step in within.main] else within.skip or ()
    return way, [step.name for step in way].index(name)
