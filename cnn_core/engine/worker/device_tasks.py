"""Side tasks of a prediction worker: a network as TensorFlow Lite files, and what these do with images."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.scaling import Scaling
from cnn_core.engine.worker.side_tasks import LONG, Images
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays

if TYPE_CHECKING:
    from cnn_core.keras_backend.lite import LiteNetwork

MAX_NETWORKS = 3
NETWORKS: OrderedDict[str, LiteNetwork] = OrderedDict()
"""The files that were read last, by their sha256, so that each travels once."""


@dataclass(frozen=True)
class LiteFile:
    """A file, the bytes of the results that it needs at once, and the interpreter that tries it here."""

    content: bytes
    activations: int
    interpreter: str


@dataclass(frozen=True, eq=False)
class LiteAnswers:
    """Probabilities (n, classes), and the seconds (n,) that each image took."""

    probabilities: Images
    seconds: NDArray[np.float64]


async def lite_file(
    architecture: dict[str, Any], weights: Arrays, scaling: tuple[float, float], kind: str, sample: NDArray[Any]
) -> LiteFile:
    """The network as a file of this kind that takes pixels as they are; `sample` are images to learn from (n, height, width, channels)."""
    return await asyncio.get_running_loop().run_in_executor(LONG, _lite_file, architecture, weights, scaling, kind, sample)


async def lite_answers(key: str, content: bytes | None, images: NDArray[Any]) -> LiteAnswers | None:
    """What the file with this sha256 says of images as they are; None where the worker does not know it and has no `content`."""
    return await asyncio.get_running_loop().run_in_executor(LONG, _lite_answers, key, content, images)


def file_key(content: bytes) -> str:
    """The name under which `lite_answers` knows a file."""
    return hashlib.sha256(content).hexdigest()


def _lite_file(
    architecture: dict[str, Any], weights: Arrays, scaling: tuple[float, float], kind: str, sample: NDArray[Any]
) -> LiteFile:
    from cnn_core.keras_backend.lite import INTERPRETER, lite_file
    from cnn_core.keras_backend.lite_memory import activation_bytes

    content = lite_file(Architecture.from_json(architecture), weights, Scaling(*scaling), kind, sample)
    return LiteFile(content, activation_bytes(content), INTERPRETER)


def _lite_answers(key: str, content: bytes | None, images: NDArray[Any]) -> LiteAnswers | None:
    from cnn_core.keras_backend.lite import LiteNetwork

    if key not in NETWORKS:
        if content is None:
            return None
        NETWORKS[key] = LiteNetwork(content)
        while len(NETWORKS) > MAX_NETWORKS:
            NETWORKS.popitem(last=False)
    return LiteAnswers(*NETWORKS[key].answers(images))
