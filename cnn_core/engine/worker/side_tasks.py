"""Side tasks of a prediction worker, in a separate thread: files for download, tests of loaded networks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.augmentation import Augmentation
from cnn_core.data.dataset import Dataset
from cnn_core.data.load import load
from cnn_core.data.prepare import Scaling
from cnn_core.data.task import for_task
from cnn_core.experiment import Experiment
from cnn_core.metrics.evaluation import Evaluation, evaluate
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays

Images = NDArray[np.float32]
Outputs = dict[int, NDArray[np.float32]]
Answer = TypeVar("Answer")
THREAD = ThreadPoolExecutor(1, thread_name_prefix="side tasks")


@dataclass(frozen=True, eq=False)
class Examined:
    """The result of a network on the test images."""

    evaluation: Evaluation
    loss: float
    accuracy: float


async def _aside(function: Callable[..., Answer], *arguments: Any) -> Answer:
    """Runs a function in the thread of side tasks, so that predictions go on meanwhile."""
    return await asyncio.get_running_loop().run_in_executor(THREAD, function, *arguments)


async def export(architecture: dict[str, Any], weights: Arrays, kind: str) -> bytes:
    """The network as a file: "keras", "h5" or "tflite"."""
    return await _aside(_export, architecture, weights, kind)


async def examine(
    experiment: dict[str, Any], weights: Arrays, scaling: tuple[float, float], given: Dataset | None = None
) -> Examined:
    """Tests a network on the test images of its dataset, or of the `given` one, scaled as its training images were."""
    return await _aside(_examine, experiment, weights, scaling, given)


async def augment(augmentation: dict[str, Any], image: Images, count: int) -> Images:
    """`count` random changes of one image (height, width, channels) with pixels from 0 to 1."""
    return await _aside(_augment, augmentation, image, count)


async def layer_outputs(
    architecture: dict[str, Any], weights: Arrays | None, seed: int, image: Images, channels: int, layers: int
) -> Outputs:
    """What each layer gives for one scaled image (height, width, channels); the weights are those of the first `layers` layers."""
    return await _aside(_layer_outputs, architecture, weights, seed, image, channels, layers)


async def measure() -> float:
    """The slowness of this machine, measured by a short training."""
    return await _aside(_measure)


def _export(architecture: dict[str, Any], weights: Arrays, kind: str) -> bytes:
    from cnn_core.keras_backend.export import EXPORTS

    return EXPORTS[kind](Architecture.from_json(architecture), weights)


def _examine(experiment: dict[str, Any], weights: Arrays, scaling: tuple[float, float], given: Dataset | None) -> Examined:
    from cnn_core.keras_backend.evaluate_test_set import figures
    from cnn_core.keras_backend.predict import Predictor

    chosen = Experiment.from_json(experiment)
    dataset = given or for_task(load(chosen.data.dataset), chosen.data)
    predictor = Predictor(chosen.architecture, weights)
    probabilities = predictor.probabilities(Scaling(*scaling).apply(dataset.x_test))
    loss, accuracy = figures(dataset.y_test, probabilities, chosen.training.loss)
    return Examined(evaluate(dataset.y_test, probabilities, dataset.class_names), loss, accuracy)


def _augment(augmentation: dict[str, Any], image: Images, count: int) -> Images:
    from cnn_core.keras_backend.augment import augmentation_layers, draws

    return draws(image, count, augmentation_layers(Augmentation.from_json(augmentation), (0.0, 1.0), seed=0))


def _layer_outputs(
    architecture: dict[str, Any], weights: Arrays | None, seed: int, image: Images, channels: int, layers: int
) -> Outputs:
    from cnn_core.keras_backend.layer_outputs import layer_outputs

    return layer_outputs(Architecture.from_json(architecture), weights, seed, image, channels, layers)


def _measure() -> float:
    from cnn_core.keras_backend.measure import slowness

    return slowness()
