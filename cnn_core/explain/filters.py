"""What the filters of a convolution respond to: over many images the strongest place of each map, and maps of nothing but 0."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.spec import (
    ELU,
    Activation,
    BatchNormalization,
    Conv2D,
    Dropout,
    GaussianNoise,
    GroupNormalization,
    LayerNormalization,
    LeakyReLU,
    PReLU,
)
from cnn_core.summary import Row

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


@dataclass(frozen=True)
class FilterLayer:
    """A convolution, and the layer after which its maps are normalised and activated: itself, or one that follows it."""

    convolution: Row
    maps: Row


def filter_layers(rows: Sequence[Row]) -> list[FilterLayer]:
    """All convolutions of a network, in order."""
    found: list[FilterLayer] = []
    for before, row in zip([None, *rows], rows, strict=False):
        if isinstance(row.layer, Conv2D):
            found.append(FilterLayer(row, row))
        elif found and found[-1].maps is before and isinstance(row.layer, ELEMENTWISE) and row.input_shape == row.output_shape:
            found[-1] = FilterLayer(found[-1].convolution, row)
    return found


def filters_of_the_image(rows: Sequence[Row]) -> FilterLayer | None:
    """The first convolution, if it reads the channels of an image (at most four): then each kernel can be seen and written as a whole."""
    first = next(iter(filter_layers(rows)), None)
    return first if first is not None and first.convolution.input_shape[2] <= MAX_CHANNELS else None


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
