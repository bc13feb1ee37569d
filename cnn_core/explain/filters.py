"""The filters of a network, those inside blocks too, and what they respond to: the strongest place of each map, and maps of nothing but 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.spec import (
    ELU,
    Activation,
    BatchNormalization,
    Composite,
    Conv2D,
    DepthwiseConv2D,
    Dropout,
    GaussianNoise,
    GroupNormalization,
    LayerNormalization,
    LeakyReLU,
    PReLU,
    SeparableConv2D,
)
from cnn_core.spec.composite import Inside, Step
from cnn_core.summary import Row
from cnn_core.training.interface import Arrays

CONVOLUTIONS = (Conv2D, DepthwiseConv2D, SeparableConv2D)
ELEMENTWISE = (
    Activation,
    BatchNormalization,
    Dropout,
    GaussianNoise,
    GroupNormalization,
    LayerNormalization,
    LeakyReLU,
    PReLU,
    ELU,
)

MAX_CHANNELS = 4

Spot = tuple[int, str]
"""A layer by its index, and of a block the name of a step inside; "" is the layer itself."""


@dataclass(frozen=True)
class FilterLayer:
    """A convolution, the layer of the network that it is or, under the name `step`, is inside of, and the place after which its maps are
    normalised and activated. `way` are the rows from the first layer to that place."""

    layer: Row
    convolution: Row
    step: str
    maps: Spot
    way: tuple[Row, ...]

    @property
    def count(self) -> int:
        """How many filters it has."""
        return int(self.convolution.output_shape[2])

    @property
    def label(self) -> str:
        """As it is called on pages: "3. Conv2D 64 3x3", "4. Residual 32 3x3, skip_conv 1x1"."""
        within = f", {self.step} {self.convolution.label.split()[-1]}" if self.step else ""
        return f"{self.layer.index + 1}. {self.layer.label}{within}"


def filter_layers(rows: Sequence[Row]) -> list[FilterLayer]:
    """All convolutions of a network, in order; in a block those before the way around it, then those on it."""
    found: list[FilterLayer] = []
    for k, row in enumerate(rows):
        way = tuple(rows[: k + 1])
        if isinstance(row.layer, CONVOLUTIONS):
            found.append(FilterLayer(row, row, "", (row.index, ""), way))
        elif isinstance(row.layer, Composite):
            found += _inside(row, row.layer.inside(row.input_shape), way[:-1])
        elif found and found[-1].maps == (rows[k - 1].index, "") and _is_elementwise(row):
            found[-1] = replace(found[-1], maps=(row.index, ""), way=way)
    return found


def _inside(block: Row, within: Inside, before: tuple[Row, ...]) -> list[FilterLayer]:
    """The convolutions of a block. Where nothing goes around it, the maps of the last one are what the block gives."""
    found: list[FilterLayer] = []
    for steps in (within.main, within.skip or ()):
        way = before
        for step, row in zip(steps, rows_of_steps(block, steps), strict=True):
            way = (*way, row)
            if isinstance(row.layer, CONVOLUTIONS):
                found.append(FilterLayer(block, row, step.name, (block.index, step.name), way))
            else:  # what normalises or activates it
                found[-1] = replace(found[-1], maps=(block.index, step.name), way=way)
    if within.skip is None:
        found[-1] = replace(found[-1], maps=(block.index, ""), way=(*before, block))
    return found


def rows_of_steps(block: Row, steps: Sequence[Step]) -> Iterator[Row]:
    """Steps of a block as rows of a network."""
    shape = block.input_shape
    for each in (step.layer for step in steps):
        given, weights = each.output_shape(shape), each.weights(shape)
        yield replace(block, layer=each, input_shape=shape, output_shape=given, weights=weights, macs=each.macs(shape))
        shape = given


def _is_elementwise(row: Row) -> bool:
    return isinstance(row.layer, ELEMENTWISE) and row.input_shape == row.output_shape


def last_maps(rows: Sequence[Row]) -> int | None:
    """The layer whose maps Grad-CAM weighs: the last convolution or block, once it is normalised and activated. None without one."""
    last = None
    for before, row in zip([None, *rows], rows, strict=False):
        follows = before is not None and before.index == last and _is_elementwise(row)
        if follows or isinstance(row.layer, (*CONVOLUTIONS, Composite)):
            last = row.index
    return last


def filters_of_the_image(rows: Sequence[Row]) -> FilterLayer | None:
    """The first convolution, if it reads all channels of an image (at most four): then each kernel can be seen and written as a whole."""
    first = next(iter(filter_layers(rows)), None)
    if first is None or first.step or not isinstance(first.convolution.layer, Conv2D):
        return None
    return first if first.convolution.input_shape[2] <= MAX_CHANNELS else None


def kernels_of(layer: FilterLayer, weights: Arrays) -> NDArray[np.float32]:
    """What each filter multiplies its inputs with: (height, width, channels that it reads, filters). The two steps of a SeparableConv2D
    make one such kernel, since nothing lies between them."""
    name = f"{layer.layer.index}.{layer.step}." if layer.step else f"{layer.layer.index}."
    kind = layer.convolution.layer
    if isinstance(kind, SeparableConv2D):
        depthwise, pointwise = weights[f"{name}depthwise_kernel"], weights[f"{name}pointwise_kernel"][0, 0]
        across = pointwise.reshape(*depthwise.shape[2:], -1)
        return np.asarray(np.einsum("hwcm,cmf->hwcf", depthwise, across), np.float32)
    kernel = weights[f"{name}kernel"]
    return kernel.reshape(*kernel.shape[:2], 1, -1) if isinstance(kind, DepthwiseConv2D) else kernel


@dataclass(frozen=True, eq=False)
class Responses:
    """For n images and each filter: the largest value of its map (n, filters), where it is (n, filters, 2), and whether the map is
    0 everywhere (n, filters)."""

    strongest: NDArray[np.float32]
    places: NDArray[np.int64]
    silent: NDArray[np.bool_]

    @property
    def silent_share(self) -> NDArray[np.float64]:
        """The fraction of the images on which each filter gives nothing but 0; a filter with 1 is dead, as far as these images tell."""
        return np.asarray(self.silent.mean(0), np.float64)

    def exciting(self, filter_: int, count: int) -> NDArray[np.int64]:
        """The images with the largest values in the map of a filter, the strongest first."""
        return np.argsort(-self.strongest[:, filter_], kind="stable")[:count]


def responses(parts: Iterable[NDArray[Any]]) -> Responses:
    """What filters give for images: their maps (n, height, width, filters), in parts of any size."""
    strongest, places, silent = [], [], []
    for maps in parts:
        flat = maps.reshape(len(maps), -1, maps.shape[-1])
        at = flat.argmax(1)
        strongest.append(np.take_along_axis(flat, at[:, None], 1)[:, 0])
        places.append(np.stack(np.divmod(at, maps.shape[2]), -1))
        silent.append(~flat.any(1))
    return Responses(np.concatenate(strongest), np.concatenate(places), np.concatenate(silent))
