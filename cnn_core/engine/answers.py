"""Answers of networks: from the engine or, while it is not ready, from NumPy for plain networks."""

from __future__ import annotations

import numpy as np

from cnn_core.engine.known_weights import network_of
from cnn_core.engine.protocol.job import Batch
from cnn_core.engine.scheduling.supervisor import Supervisor
from cnn_core.engine.worker import side_tasks
from cnn_core.engine.worker.side_tasks import Outputs
from cnn_core.errors import EngineError
from cnn_core.experiment import Experiment
from cnn_core.explain.numpy_network import numpy_outputs
from cnn_core.runs import RunFolder
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays

CHUNK_BYTES = 4 * 2**20


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
        return np.concatenate([list(_with_numpy(architecture, weights, part, not_ready).values())[-1] for part in parts])
    return np.concatenate([client.predict(architecture, weights, key, part, timeout) for part in parts])


def layer_outputs(
    supervisor: Supervisor, experiment: Experiment, folder: RunFolder | None, image: Batch, channels: int, timeout: float
) -> Outputs:
    """Layer index -> what it gives for one scaled image, with the weights of a run or, without one, those that training begins with."""
    architecture, seed = experiment.architecture, experiment.training.seed
    weights = None if folder is None else network_of(folder)[1]
    try:
        client = supervisor.client_for_predictions(timeout=0)
    except EngineError as not_ready:
        given = _with_numpy(architecture, weights or {}, image[None], not_ready)
        return {index: values[0, ..., :channels] if values.ndim == 4 else values[0] for index, values in given.items()}
    network = architecture.to_json()
    seen: Outputs = client.run_side_task(side_tasks.layer_outputs, network, weights, seed, image, channels, timeout=timeout)
    return seen


def _with_numpy(architecture: Architecture, weights: Arrays, images: Batch, not_ready: EngineError) -> Outputs:
    """What each layer gives; the error if NumPy does not know a layer, or these are no weights for it."""
    try:
        return numpy_outputs(architecture, weights, images)
    except (EngineError, ValueError):
        raise not_ready from None
