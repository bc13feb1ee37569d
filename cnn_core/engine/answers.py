"""Answers of networks: from the engine or, while it is not ready, from NumPy where that takes about a second at most."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from cnn_core.data.augmentation import Augmentation
from cnn_core.engine.known_weights import network_of
from cnn_core.engine.protocol.job import Batch
from cnn_core.engine.scheduling.supervisor import Supervisor
from cnn_core.engine.worker import side_tasks
from cnn_core.engine.worker.side_tasks import Outputs
from cnn_core.errors import EngineError
from cnn_core.experiment import Experiment
from cnn_core.explain.numpy_network import numpy_outputs, numpy_prediction
from cnn_core.runs import RunFolder
from cnn_core.spec.architecture import Architecture
from cnn_core.summary import summarise
from cnn_core.training.interface import Arrays

Answer = TypeVar("Answer")
CHUNK_BYTES = 4 * 2**20
MAX_NUMPY_MACS = 10**10
"""Multiply-accumulates that NumPy does in about a second."""


def predict(supervisor: Supervisor, folder: RunFolder, images: Batch, timeout: float) -> Batch:
    """Probabilities (n, classes) for scaled images (n, height, width, channels)."""
    architecture, weights, key = network_of(folder)
    images = np.ascontiguousarray(images, np.float32)
    if images.ndim != 4 or images.shape[1:] != architecture.input_shape:
        raise EngineError(f"The network takes images of {architecture.input_shape}. Received: an array of {images.shape}.")
    chunk = max(1, CHUNK_BYTES // max(1, images[:1].nbytes))
    parts = [images[first : first + chunk] for first in range(0, max(1, len(images)), chunk)]
    try:
        client = supervisor.client_for_predictions(timeout=0)
    except EngineError as not_ready:
        return np.concatenate([_with_numpy(numpy_prediction, architecture, weights, part, not_ready) for part in parts])
    return np.concatenate([client.predict(architecture, weights, key, part, timeout) for part in parts])


def layer_outputs(
    supervisor: Supervisor, experiment: Experiment, known: Arrays | None, image: Batch, channels: int, timeout: float, layers: int
) -> Outputs:
    """Layer index -> what it gives for one scaled image, with the weights known of the first `layers` layers, and otherwise with those
    that training begins with."""
    architecture, seed = experiment.architecture, experiment.training.seed
    try:
        client = supervisor.client_for_predictions(timeout=0)
    except EngineError as not_ready:
        given = _with_numpy(numpy_outputs, architecture, known or {}, image[None], not_ready)
        return {index: values[0, ..., :channels] if values.ndim == 4 else values[0] for index, values in given.items()}
    network = architecture.to_json()
    seen: Outputs = client.run_side_task(side_tasks.layer_outputs, network, known, seed, image, channels, layers, timeout=timeout)
    return seen


def augment(supervisor: Supervisor, augmentation: Augmentation, image: Batch, count: int, timeout: float) -> Batch:
    """`count` random changes of one image with pixels from 0 to 1."""
    client = supervisor.client_for_predictions(timeout)
    changed: Batch = client.run_side_task(side_tasks.augment, augmentation.to_json(), image, count, timeout=timeout)
    return changed


def _with_numpy(
    compute: Callable[[Architecture, Arrays, Batch], Answer],
    architecture: Architecture,
    weights: Arrays,
    images: Batch,
    not_ready: EngineError,
) -> Answer:
    """What `compute` gives; the error if that is too much work for NumPy or a layer unknown to it, or these are no weights for it."""
    if summarise(architecture).macs * len(images) > MAX_NUMPY_MACS:
        raise not_ready
    try:
        return compute(architecture, weights, images)
    except (EngineError, ValueError):
        raise not_ready from None
