"""The filters that the first layer of a network has learned, and the feature maps that they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnn_core.lessons.convolution import Grid, Kernel, convolve
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.convolution import Conv2D


@dataclass(frozen=True, eq=False)
class Filters:
    """Weights (height, width, channels, filters) and one bias for each filter."""

    kernels: NDArray[np.float32]
    bias: NDArray[np.float32]

    @property
    def count(self) -> int:
        return int(self.kernels.shape[-1])

    @property
    def three_by_three(self) -> bool:
        """Whether each filter is one 3x3 kernel, which can be laid on a grey image."""
        return self.kernels.shape[:3] == (3, 3, 1)

    def kernel(self, number: int) -> Kernel:
        """A 3x3 filter with its weights rounded to two decimals, so that they can be checked by hand."""
        weights = tuple(tuple(round(float(w), 2) + 0.0 for w in row) for row in self.kernels[:, :, 0, number])
        return Kernel(weights, f"Filter {number + 1} of {self.count}, with its weights rounded to two decimals.")

    def map(self, image: Grid, number: int) -> Grid:
        """The feature map of a scaled image (height, width, channels) before the activation: stride 1, no padding."""
        parts = [convolve(image[:, :, c], self.kernels[:, :, c, number].astype(np.float64)) for c in range(image.shape[2])]
        made: Grid = np.sum(parts, axis=0) + self.bias[number]
        return made

    def widest(self, image: Grid, count: int) -> list[int]:
        """The filters whose maps of this image vary most, in their own order: the others are nearly one grey."""
        spread = [float(self.map(image, number).std()) for number in range(self.count)]
        return sorted(sorted(range(self.count), key=lambda number: -spread[number])[:count])


def first_filters(network: Architecture, weights: Mapping[str, NDArray[np.float32]]) -> Filters | None:
    """The filters of the first layer; None if the network does not begin with a Conv2D that reads all channels of the image."""
    index = next((i for i, layer in enumerate(network.layers) if layer.enabled), None)
    if index is None or not isinstance(network.layers[index], Conv2D):
        return None
    kernels = weights[f"{index}.kernel"]
    if kernels.shape[2] != network.input_shape[2]:
        return None
    return Filters(kernels, weights.get(f"{index}.bias", np.zeros(kernels.shape[-1], np.float32)))
