"""Side tasks of a prediction worker, in a separate thread: files for download, tests of loaded networks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.augmentation import Augmentation
from cnn_core.data.choice import ONE, DataChoice
from cnn_core.data.dataset import Dataset, Labels
from cnn_core.data.load import load
from cnn_core.data.scaling import Scaling, mean_and_deviation
from cnn_core.data.task import for_task, labels_for
from cnn_core.engine.worker.scratch import make_scratch
from cnn_core.explain import image_map
from cnn_core.explain.numpy_network import Silenced
from cnn_core.explain.spread import Spread, spread
from cnn_core.metrics.evaluation import Evaluation, evaluate
from cnn_core.metrics.scaling_trials import Tried, alike, best_first, candidates, judged, likeliest_target, sample
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays

Images = NDArray[np.float32]
Outputs = dict[int, NDArray[np.float32]]
Spreads = dict[int, dict[str, Spread]]
"""Layer index -> "weights", "activations", "gradients" -> how they are spread."""

Lost = tuple[str, float, dict[int, float] | None]
"""The name of a loss, the smoothing of labels, and the weight of each class; None: all 1."""

Answer = TypeVar("Answer")
THREAD = ThreadPoolExecutor(1, thread_name_prefix="side tasks")
LONG = ThreadPoolExecutor(1, thread_name_prefix="long side tasks")
"""For what takes seconds and is not asked for while somebody draws."""


@dataclass(frozen=True, eq=False)
class Examined:
    """The result of a network on the test images."""

    evaluation: Evaluation
    loss: float
    accuracy: float


@dataclass(frozen=True)
class ScalingTrials:
    """The trials, the best first, on so many images; `target` is the class that two outputs tell from the rest, if it was looked for.
    `largest` is the output that always giving would be right most often, in this part of the images (0 to 1). `alike` are the names of
    those that are right as often as the most accurate, but for chance, the likeliest first; `flat` those that are too little sure."""

    tried: tuple[Tried, ...]
    images: int
    target: int | None = None
    largest: tuple[int, float] = (0, 0.0)
    alike: tuple[str, ...] = ()
    flat: tuple[str, ...] = ()


async def _aside(function: Callable[..., Answer], *arguments: Any) -> Answer:
    """Runs a function in the thread of side tasks, so that predictions go on meanwhile."""
    return await asyncio.get_running_loop().run_in_executor(THREAD, function, *arguments)


async def export(architecture: dict[str, Any], weights: Arrays, kind: str, about: dict[str, Any]) -> bytes:
    """The network as a file: "keras", "h5" or "tflite".

    `about` goes along in the first two. With `raw` in it, its `scaling`, (offset, divisor), becomes the first layer.
    """
    return await _aside(_export, architecture, weights, kind, about)


async def judge(
    labels: Labels,
    probabilities: Images,
    loss: str,
    class_names: tuple[str, ...],
    smoothing: float,
    architecture: dict[str, Any],
    weights: Arrays,
) -> Examined:
    """The result of a network that gave these probabilities (n, classes) for test images with these labels (n,).

    Its loss is on the scale of a training: with the smoothing of the labels and the penalty on the weights.
    """
    return await _aside(_judge, labels, probabilities, loss, class_names, smoothing, architecture, weights)


async def try_scalings(
    architecture: dict[str, Any],
    weights: Arrays,
    data: dict[str, Any],
    layer: tuple[float, float] | None,
    any_target: bool,
    given: Dataset | None = None,
) -> ScalingTrials:
    """How well a network does on a sample of the test images with each usual scaling, the best first.

    `layer` is the scaling that its file began with. With `any_target` two outputs may tell any one class from the rest. `given` are
    own images as `own_images` sends them, for the task of `data` already, but with all classes for `any_target`.
    """
    return await _aside(_try_scalings, architecture, weights, data, layer, any_target, given)


async def augment(augmentation: dict[str, Any], image: Images, count: int) -> Images:
    """`count` random changes of one image (height, width, channels) with pixels from 0 to 1."""
    return await _aside(_augment, augmentation, image, count)


async def layer_outputs(
    architecture: dict[str, Any], weights: Arrays | None, seed: int, image: Images, channels: int, layers: int
) -> Outputs:
    """What each layer gives for one scaled image (height, width, channels); the weights are those of the first `layers` layers."""
    return await _aside(_layer_outputs, architecture, weights, seed, image, channels, layers)


async def gradients(
    key: str, network: tuple[dict[str, Any], Arrays, Silenced] | None, value: Images, units: tuple[int, ...], after: int
) -> Outputs | None:
    """How the scores of classes change with the outputs of the layer `after`, whose outputs for an image are `value`, and of each later
    one: (len(units), ...); -1 is the image itself.

    `network` is an architecture, its weights, and the channels of layers that it sets to 0; `key` tells it from all others. None where
    the worker does not know it and no `network` is given.
    """
    return await _aside(_gradients, key, network, value, units, after)


async def neighbour_map(features: Images, start: Images, stage: int) -> Images:
    """One stage of t-SNE: points (n, 2) of features (n, d), from those that it starts with."""
    return await asyncio.get_running_loop().run_in_executor(LONG, image_map.neighbour_map, features, start, stage)


async def spreads(architecture: dict[str, Any], weights: Arrays, images: Images, labels: Labels, lost: Lost) -> Spreads:
    """How the weights, the outputs for these scaled images and the gradients of each layer that learns are spread."""
    return await asyncio.get_running_loop().run_in_executor(LONG, _spreads, architecture, weights, images, labels, lost)


async def measure() -> float:
    """The slowness of this machine, measured by a short training."""
    return await _aside(_measure)


def _export(architecture: dict[str, Any], weights: Arrays, kind: str, about: dict[str, Any]) -> bytes:
    from cnn_core.keras_backend.export import export_file, h5_file
    from cnn_core.keras_backend.lite import lite_file

    make_scratch()
    network, scaling = Architecture.from_json(architecture), Scaling(*about["scaling"]) if about["raw"] else None
    if kind == "tflite":
        return lite_file(network, weights, scaling)
    return (h5_file if kind == "h5" else export_file)(network, weights, scaling, about)


def _judge(
    labels: Labels,
    probabilities: Images,
    loss: str,
    class_names: tuple[str, ...],
    smoothing: float,
    architecture: dict[str, Any],
    weights: Arrays,
) -> Examined:
    from cnn_core.keras_backend.evaluate_test_set import figures
    from cnn_core.keras_backend.penalty import penalty_of

    lost, accuracy = figures(labels, probabilities, loss, smoothing)
    lost += penalty_of(Architecture.from_json(architecture), weights)
    return Examined(evaluate(labels, probabilities, class_names), lost, accuracy)


def _try_scalings(
    architecture: dict[str, Any],
    weights: Arrays,
    data: dict[str, Any],
    layer: tuple[float, float] | None,
    any_target: bool,
    given: Dataset | None,
) -> ScalingTrials:
    from cnn_core.keras_backend.predict import Predictor

    choice = DataChoice.from_json(data)
    whole = given if given is not None else load(choice.dataset)
    dataset = whole if any_target or given is not None else for_task(whole, choice)  # own images came as the task has them
    mean, deviation = mean_and_deviation(dataset.x_train)
    known = candidates(dataset.pixel_max, mean, deviation, layer)
    chosen = sample(dataset.x_test)
    images, labels = dataset.x_test[chosen], dataset.y_test[chosen]
    predictor = Predictor(Architecture.from_json(architecture), weights)
    answers = [predictor.probabilities(each.scaling.apply(images)) for each in known]
    target = None
    if any_target:
        target = max((likeliest_target(each, labels, dataset.classes) for each in answers), key=lambda found: found[1])[0]
        labels = labels_for(labels, replace(choice, task=ONE, target=target))
    tried = [judged(each, answer, labels) for each, answer in zip(known, answers, strict=True)]
    right = np.stack([each.argmax(axis=1) == labels for each in answers])
    classes = dataset.classes if target is None else 2
    ordered = best_first(tried, right, classes, layer is not None)
    counts = np.bincount(labels)
    return ScalingTrials(
        tuple(ordered),
        len(labels),
        target,
        (int(counts.argmax()), float(counts.max() / len(labels))),
        tuple(each.candidate.name for each in alike(tried, right)),
        tuple(each.candidate.name for each in tried if each.is_flat(classes)),
    )


def _augment(augmentation: dict[str, Any], image: Images, count: int) -> Images:
    from cnn_core.keras_backend.augment import augmentation_layers, draws

    return draws(image, count, augmentation_layers(Augmentation.from_json(augmentation), (0.0, 1.0), seed=0))


def _layer_outputs(
    architecture: dict[str, Any], weights: Arrays | None, seed: int, image: Images, channels: int, layers: int
) -> Outputs:
    from cnn_core.keras_backend.layer_outputs import layer_outputs

    return layer_outputs(Architecture.from_json(architecture), weights, seed, image, channels, layers)


def _gradients(
    key: str, network: tuple[dict[str, Any], Arrays, Silenced] | None, value: Images, units: tuple[int, ...], after: int
) -> Outputs | None:
    from cnn_core.keras_backend.gradients import gradients

    known = None if network is None else (Architecture.from_json(network[0]), *network[1:])
    return gradients(key, known, value, units, after)


def _spreads(architecture: dict[str, Any], weights: Arrays, images: Images, labels: Labels, lost: Lost) -> Spreads:
    from cnn_core.keras_backend.layer_numbers import layer_numbers

    found = layer_numbers(Architecture.from_json(architecture), weights, images, labels, *lost)
    return {index: {part: spread(values) for part, values in parts.items()} for index, parts in found.items()}


def _measure() -> float:
    from cnn_core.keras_backend.measure import slowness

    return slowness()
