"""Where a network looked, by Grad-CAM, for pages that show it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cnn_core.engine import Inspection
from cnn_core.explain.filters import filter_layers
from cnn_core.explain.heat_maps import enlarged, grad_cam
from cnn_core.summary import summarise


def last_maps(network: Inspection) -> int | None:
    """The layer whose maps Grad-CAM weighs: the last convolution, once it is normalised and activated. None if there is no convolution."""
    layers = filter_layers(summarise(network.architecture).rows)
    return layers[-1].maps.index if layers else None


def looked_at(maps: np.ndarray, gradients: Mapping[int, np.ndarray], layer: int, size: tuple[int, int]) -> np.ndarray:
    """Grad-CAM of the maps (height, width, channels) of a layer and the gradients by layer, in the size (height, width) of the image."""
    return enlarged(grad_cam(maps, gradients[layer]), size)
