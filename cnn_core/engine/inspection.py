"""The network of a run after any of its epochs, looked into with NumPy: at once, and without the engine."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from cnn_core.engine.known_weights import network_of
from cnn_core.explain.arithmetic import IMAGE, Origin, origin
from cnn_core.explain.filters import FilterLayer, Responses, Spot, kernels_of, responses
from cnn_core.explain.inside_blocks import numpy_maps, origin_inside, steps_given, without_steps
from cnn_core.explain.numpy_network import numpy_outputs, numpy_prediction
from cnn_core.explain.terms import Place
from cnn_core.runs import RunFolder

Values = NDArray[np.float32]
Kernels = tuple[tuple[int, tuple[float, ...]], ...]
"""Filters of one convolution, each with the weights that it is given by hand, in the order of (height, width, channels)."""

Off = tuple[tuple[Spot, tuple[int, ...]], ...]
"""The places of layers' maps, each with the numbers of the filters that are switched off: what these give is 0."""

AT_ONCE = 64


class Inspection:
    """A run's network with the weights after an epoch, or with its final ones (None). RunError if they are not kept.

    `key` tells these weights, and what is switched off, from all others.
    """

    off: Off = ()

    def __init__(self, folder: RunFolder, epoch: int | None = None) -> None:
        self.architecture, self.weights, self.key = network_of(folder, epoch)
        self._all_on = self.weights

    def with_kernels(self, layer: int, kernels: Kernels) -> Inspection:
        """The same network with other weights in some filters of a convolution, whose biases stay. The run keeps its own.

        Its key is made of this one's and of what differs: each step of a drag asks for it, and a network may have millions of weights.
        """
        name = f"{layer}.kernel"
        kernel = self._all_on[name].copy()
        for number, weights in kernels:
            kernel[..., number] = np.reshape(weights, kernel.shape[:3])
        if np.array_equal(kernel, self._all_on[name]):
            return self
        made = copy.copy(self)
        made.weights, made._all_on = {**self.weights, name: kernel}, {**self._all_on, name: kernel}
        made.key = hashlib.sha256(f"{self.key} {name}".encode() + kernel.tobytes()).hexdigest()
        return made

    def without(self, off: Off) -> Inspection:
        """The same network, in which what these filters give, and no others, is 0."""
        if off == self.off:
            return self
        made = copy.copy(self)
        made.off = off
        made.weights = without_steps(self.architecture, self._all_on, dict(off))
        made.key = hashlib.sha256(f"{self.key} without {off}".encode()).hexdigest()
        return made

    @property
    def silenced(self) -> dict[int, Collection[int]]:
        """By layer, the channels of its output that are set to 0; of filters inside blocks the weights tell."""
        return {index: numbers for (index, step), numbers in self.off if not step}

    def is_off(self, spot: Spot, at: Place) -> bool:
        """Whether this number of a layer's maps is 0 because its filter is switched off."""
        return at[-1] in dict(self.off).get(spot, ())

    def kernels(self, layer: FilterLayer) -> Values:
        """The kernels (height, width, channels, filters) of a convolution, also of filters that are switched off."""
        return kernels_of(layer, self._all_on)

    def outputs(self, image: Values) -> dict[int, Values]:
        """What each layer gives for one scaled image (height, width, channels), by its index; under IMAGE the image itself."""
        given = numpy_outputs(self.architecture, self.weights, image[None], self.silenced)
        return {IMAGE: image} | {index: values[0] for index, values in given.items()}

    def predict(self, images: Values) -> Values:
        """Probabilities (n, classes) for scaled images."""
        off = self.silenced
        return np.concatenate([numpy_prediction(self.architecture, self.weights, part, off) for part in _parts(images)])

    def features(self, images: Values, layer: int) -> tuple[Values, Values]:
        """What one layer gives for scaled images, and the probabilities (n, classes)."""
        pairs = []
        for part in _parts(images):
            given = numpy_outputs(self.architecture, self.weights, part, self.silenced)
            pairs.append((given[layer], given[max(given)]))
        return np.concatenate([each for each, _ in pairs]), np.concatenate([each for _, each in pairs])

    def maps(self, images: Values, layer: FilterLayer) -> Values:
        """The maps (n, height, width, filters) of a convolution, one like another for scaled images; of filters in it that are switched
        off what they would be."""
        seen = self.without(tuple((spot, numbers) for spot, numbers in self.off if spot != layer.maps))
        return numpy_maps(self.architecture, seen.weights, images, layer.maps, seen.silenced)

    def responses(self, images: Values, layer: FilterLayer) -> Responses:
        """What each filter of a convolution makes of scaled images; one of this layer that is switched off, what it would make."""
        return responses(self.maps(part, layer) for part in _parts(images))

    def origin(self, outputs: Mapping[int, Values], layer: int, at: Place) -> Origin:
        """Where one number of these outputs comes from; SpecError if it is not there."""
        return origin(self.architecture, self.weights, outputs, layer, at)

    def inside(self, outputs: Mapping[int, Values], block: int) -> dict[str, Values]:
        """What each layer inside a block gives for the image of these outputs, by its name there."""
        return steps_given(self.architecture, self.weights, outputs, block, dict(self.off))

    def origin_inside(self, outputs: Mapping[int, Values], given: Mapping[str, Values], spot: Spot, at: Place) -> Origin:
        """Where the number at (y, x, channel) inside a block comes from, of which `given` are what `inside` says; SpecError if it is
        not there."""
        return origin_inside(self.architecture, self.weights, outputs, given, spot, at)


def _parts(images: Values) -> list[Values]:
    return [images[start : start + AT_ONCE] for start in range(0, len(images), AT_ONCE)]
