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
from cnn_core.engine.worker.scratch import make_scratch
from cnn_core.engine.worker.side_tasks import LONG, Images
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays

if TYPE_CHECKING:
    from cnn_core.keras_backend.lite import LiteNetwork

MAX_NETWORKS = 3
REASON = 160
NETWORKS: OrderedDict[str, LiteNetwork] = OrderedDict()
"""The files that were read last, by their sha256, so that each travels once."""


@dataclass(frozen=True)
class LiteFile:
    """A file, the bytes of the results that it needs at once, and the interpreter that tries it here."""

    content: bytes
    activations: int
    interpreter: str


@dataclass(frozen=True)
class NoLiteFile:
    """Why there is no file of a kind: the converter or the interpreter refused it, in its own words."""

    reason: str


@dataclass(frozen=True, eq=False)
class LiteAnswers:
    """Probabilities (n, classes), and the seconds (n,) that each image took."""

    probabilities: Images
    seconds: NDArray[np.float64]


async def lite_file(
    architecture: dict[str, Any], weights: Arrays, scaling: tuple[float, float], kind: str, sample: NDArray[Any]
) -> LiteFile | NoLiteFile:
    """The network as a file of this kind that takes pixels as they are; `sample` are images to learn from (n, height, width, channels).

    A file that the interpreter cannot be made ready with, or that cannot be made at all, is none: its kind alone is lost.
    """
    return await asyncio.get_running_loop().run_in_executor(LONG, _lite_file, architecture, weights, scaling, kind, sample)


async def lite_answers(key: str, content: bytes | None, images: NDArray[Any]) -> LiteAnswers | None:
    """What the file with this sha256 says of images as they are; None where the worker does not know it and has no `content`."""
    return await asyncio.get_running_loop().run_in_executor(LONG, _lite_answers, key, content, images)


def file_key(content: bytes) -> str:
    """The name under which `lite_answers` knows a file."""
    return hashlib.sha256(content).hexdigest()


def _lite_file(
    architecture: dict[str, Any], weights: Arrays, scaling: tuple[float, float], kind: str, sample: NDArray[Any]
) -> LiteFile | NoLiteFile:
    from cnn_core.keras_backend.lite import INTERPRETER, lite_file
    from cnn_core.keras_backend.lite_memory import activation_bytes

    make_scratch()
    try:
        content = lite_file(Architecture.from_json(architecture), weights, Scaling(*scaling), kind, sample)
        _read_in(file_key(content), content)
        return LiteFile(content, activation_bytes(content), INTERPRETER)
    except Exception as error:  # whatever converter and interpreter raise of a network that they do not take
        return NoLiteFile(" ".join(str(error).split())[:REASON] or type(error).__name__)


def _lite_answers(key: str, content: bytes | None, images: NDArray[Any]) -> LiteAnswers | None:
    if key not in NETWORKS:
        if content is None:
            return None
        _read_in(key, content)
    return LiteAnswers(*NETWORKS[key].answers(images))


def _read_in(key: str, content: bytes) -> None:
    from cnn_core.keras_backend.lite import LiteNetwork

    NETWORKS[key] = LiteNetwork(content)
    while len(NETWORKS) > MAX_NETWORKS:
        NETWORKS.popitem(last=False)
