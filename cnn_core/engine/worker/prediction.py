"""Predictions in a worker, outside of Dask's queue: a round trip of a few milliseconds instead of 15."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from cnn_core.engine.protocol.job import Batch
from cnn_core.spec import Architecture, Conv2D, Dense, Flatten
from cnn_core.training.interface import Arrays

if TYPE_CHECKING:
    from cnn_core.keras_backend.predict import Predictor

MAX_MODELS = 24
MAX_BYTES = 512 * 2**20


def key_of(architecture: Architecture, weights: Arrays) -> str:
    """A name for a network with these weights: equal networks, equal names."""
    digest = hashlib.sha256(architecture.to_text().encode())
    for name in sorted(weights):
        array = np.ascontiguousarray(weights[name])
        digest.update(f"{name} {array.dtype.str} {array.shape}".encode())
        digest.update(array.data)
    return digest.hexdigest()


class Models:
    """The most recently used networks, ready to predict."""

    def __init__(self, most: int = MAX_MODELS, most_bytes: int = MAX_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._kept: OrderedDict[str, tuple[Predictor, int]] = OrderedDict()

    def get(self, key: str) -> Predictor | None:
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key][0]

    def put(self, key: str, model: Predictor, size: int) -> None:
        """Keeps a model of so many bytes; the least recently used ones are dropped, never the new one."""
        self._kept[key] = (model, size)
        while len(self._kept) > 1 and (len(self._kept) > self._most or sum(s for _, s in self._kept.values()) > self._most_bytes):
            self._kept.popitem(last=False)


MODELS = Models()
THREAD = ThreadPoolExecutor(1, thread_name_prefix="predict")


async def predict(key: str, images: Batch) -> Batch | None:
    """Probabilities (n, classes) for scaled images (n, h, w, c); None if this worker does not know the model yet."""
    return await asyncio.get_running_loop().run_in_executor(THREAD, _predict, key, images)


async def introduce(key: str, architecture: dict[str, Any], weights: Arrays) -> None:
    """Makes a model known to this worker."""
    await asyncio.get_running_loop().run_in_executor(THREAD, _introduce, key, architecture, weights)


def _predict(key: str, images: Batch) -> Batch | None:
    model = MODELS.get(key)
    return None if model is None else model.probabilities(images)


def _introduce(key: str, architecture: dict[str, Any], weights: Arrays) -> None:
    from cnn_core.keras_backend.predict import Predictor

    if MODELS.get(key) is None:
        model = Predictor(Architecture.from_json(architecture), weights)
        MODELS.put(key, model, sum(array.nbytes for array in weights.values()))


def warm() -> None:
    """Loads Keras and predicts once with a network of a few weights."""
    layers = (Conv2D(filters=1, kernel_size=(3, 3)), Flatten(), Dense(units=2, activation="softmax"))
    architecture = Architecture(name="warm", input_shape=(4, 4, 1), layers=layers)
    shapes = {"0.kernel": (3, 3, 1, 1), "0.bias": (1,), "2.kernel": (4, 2), "2.bias": (2,)}
    _introduce("warm", architecture.to_json(), {name: np.zeros(shape, np.float32) for name, shape in shapes.items()})
