"""What a network makes of many images at once, in a size that can be kept: some components of what it sees, and its answers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.background import Progress
from cnn_core.data.prepare import Scaling
from cnn_core.engine import Inspection
from cnn_core.explain.image_map import MAX_FEATURES, principal_components
from cnn_core.spec.architecture import Architecture
from cnn_core.summary import summarise

MAX_MACS = 10**10
"""Work of all predictions of one map in NumPy: about half a second."""

MAX_VALUES = 10**7
"""Of all images together, before they become components: 40 MB, and twice that while these are found."""

FEWEST, MIN_IMAGES, MAX_IMAGES = 10, 100, 2000
PART = 128
"""Images between two tellings of the progress."""

Seen = tuple[NDArray[np.float32], NDArray[Any]]
"""Components (n, up to 50), first those in which the images differ most, and probabilities (n, classes); of pixels no classes."""


def how_many(architecture: Architecture) -> int:
    """How many images a map can have, by work and by memory."""
    affordable = max(MIN_IMAGES, min(MAX_IMAGES, MAX_MACS // max(1, summarise(architecture).macs)))
    size = max(int(np.prod(architecture.input_shape)), _hidden(architecture)[1])
    return min(affordable, max(FEWEST, MAX_VALUES // size))


def seen_by(network: Inspection, scaling: Scaling, images: NDArray[np.uint8], progress: Progress) -> Seen:
    """Of what goes into the layer that gives the classes (the images where that is the first one)."""
    layer, size = _hidden(network.architecture)
    features, answers = np.empty((len(images), size), np.float32), []
    for start in range(0, len(images), PART):
        progress(start, len(images) + PART)  # the components take about as long as a part
        scaled = scaling.apply(images[start : start + PART])
        given, probabilities = network.features(scaled, max(0, layer))
        features[start : start + PART] = (scaled if layer < 0 else given).reshape(len(scaled), -1)
        answers.append(probabilities)
    progress(len(images), len(images) + PART)
    return _components(features), np.concatenate(answers)


def pixels_seen(images: NDArray[np.uint8], progress: Progress) -> Seen:
    """Of the pixels themselves."""
    progress(0, 1)
    return _components(images.reshape(len(images), -1)), np.empty((len(images), 0))


def _components(values: NDArray[Any]) -> NDArray[np.float32]:
    return np.asarray(principal_components(values, MAX_FEATURES), np.float32)


def _hidden(architecture: Architecture) -> tuple[int, int]:
    """The layer before the last one with weights, and how many numbers it gives for an image; -1 for the image."""
    rows = summarise(architecture).rows
    last = max((k for k, row in enumerate(rows) if row.weights), default=len(rows) - 1)
    shape = rows[last - 1].output_shape if last else architecture.input_shape
    return rows[last - 1].index if last else -1, int(np.prod(shape))
