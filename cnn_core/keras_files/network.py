"""From the layers of a Keras file to a network of the spec, and what is said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import isqrt, prod
from typing import Any

import numpy as np

from cnn_core.errors import RunError, SpecError, shown
from cnn_core.keras_files import augmentation, scaling
from cnn_core.keras_files.chain import Unrolled
from cnn_core.keras_files.entry import Entry
from cnn_core.keras_files.found import FOLDED, Placed
from cnn_core.keras_files.hdf5 import Source, each_shape
from cnn_core.keras_files.settings import activation_layers, layers_of
from cnn_core.spec import Architecture, BatchNormalization, DoesNotFit, Flatten, Layer, Shape
from cnn_core.spec.architecture import MAX_LAYERS
from cnn_core.text import plural, shape_text

ACTIVATIONS = ("ReLU", "Softmax")
NO_EFFECT = {"ActivityRegularization": "", "GaussianDropout": "Dropout", "GaussianNoise": "", "AlphaDropout": "Dropout"}
"""Layers that only work in training."""
HALF = re.compile(r"float16\b")
USUAL_SIDES = (28, 32, 64, 8, 96, 100, 128, 150, 160, 180, 224, 48, 20, 16)
MAX_SIDE = 512


@dataclass
class Builder:
    """A network under construction: its layers, the shape that has been reached, and what is said."""

    source: Source
    image: tuple[int, int, int]
    shape: Shape
    placed: list[Placed] = field(default_factory=list)
    scale: tuple[float, float] | None = None
    augmentation: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    without_channel: bool = False

    def say(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)

    @property
    def in_front(self) -> bool:
        """Whether nothing but the order of the numbers has been changed so far."""
        return all(isinstance(each.layer, Flatten) for each in self.placed)

    def put(self, layer: Layer, origin: Entry | None = None, arrays: dict[str, Any] | None = None) -> None:
        if len(self.placed) >= MAX_LAYERS:
            raise RunError(f"A network must have at most {MAX_LAYERS} layers.")
        try:
            self.shape = layer.output_shape(self.shape)
        except DoesNotFit as problem:
            raise RunError(f"Layer {len(self.placed) + 1} does not fit: {problem}.") from None
        self.placed.append(Placed(layer, origin, arrays))


def built(found: Unrolled, source: Source) -> tuple[Architecture, Builder]:
    """The network, without an end that gives probabilities; RunError says what cannot be had."""
    given = None if found.shape is None else found.shape[1:]
    if given is not None and all(isinstance(side, int) and not isinstance(side, bool) for side in given):
        builder = _with_shape(found.entries, source, tuple(given))
    else:
        builder = _with_any_shape(found.entries, source, given)
    layers = tuple(each.layer for each in builder.placed)
    try:
        return Architecture(name=found.name, input_shape=builder.image, layers=layers), builder
    except SpecError as error:
        raise RunError(f"The network cannot be used: {error}") from None


def _with_any_shape(entries: list[Entry], source: Source, given: list[Any] | None) -> Builder:
    """The file does not say how large its images are: the first usual size that its weights fit."""
    first = next((list(each_shape(source, each)) for each in entries if _has_weights(each)), [])
    if not first:
        raise RunError("The file does not say what images the network takes, and has no weights that tell.")
    kernel = first[0]
    if len(kernel) == 2:
        return _with_shape(entries, source, (kernel[0],))
    channels = kernel[2] if len(kernel) == 4 else 1
    for side in (*USUAL_SIDES, *range(1, MAX_SIDE + 1)):
        try:
            builder = _with_shape(entries, source, (side, side, channels))
            if _fits(builder):
                break
        except RunError:
            continue
    else:
        raise RunError("The file does not say what images the network takes, and its weights fit no square ones.")
    what = shape_text(builder.image)
    builder.say(f"The file does not say what images it takes: its weights fit images of {what}.")
    return builder


def _has_weights(entry: Entry) -> bool:
    return "kernel_initializer" in entry.values or "init" in entry.values


def _fits(builder: Builder) -> bool:
    shape: Shape = builder.image
    for each in builder.placed:
        wanted = [weight.shape for weight in each.layer.weights(shape)]
        plain = isinstance(each.origin, Entry) and not each.origin.parts
        if plain and wanted and list(each_shape(builder.source, each.origin))[: len(wanted)] != wanted:
            return False
        shape = each.layer.output_shape(shape)
    return True


def _with_shape(entries: list[Entry], source: Source, shape: tuple[int, ...]) -> Builder:
    builder = _beginning(entries, source, shape)
    for number, entry in enumerate(entries):
        _add(builder, entry, f"Layer {number + 1}")
    return builder


def _beginning(entries: list[Entry], source: Source, shape: tuple[int, ...]) -> Builder:
    """The images that the network takes: rows of pixels and images without a channel get the shape that they have here."""
    if len(shape) == 3:
        return Builder(source, (shape[0], shape[1], shape[2]), shape)
    if len(shape) == 2:
        image = (shape[0], shape[1], 1)
        note = f"The file takes images of {shape_text(shape)} without a channel, which are images of {shape_text(image)} here."
        return Builder(source, image, image, notes=[note], without_channel=True)
    if len(shape) == 1:
        target = next((_target(each) for each in entries if each.kind == "Reshape"), None)
        image = _image_of(shape[0], target)
        builder = Builder(source, image, image)
        builder.say(
            f"The file takes rows of {shape[0]:,} numbers, which are images of {shape_text(image)} here, flattened first."
        )
        builder.put(Flatten())
        return builder
    raise RunError(f"The network must take images (height, width, channels), and takes the shape {shown(list(shape))}.")


def _image_of(numbers: int, target: tuple[int, ...] | None) -> tuple[int, int, int]:
    if target is not None and len(target) == 3 and prod(target) == numbers:
        return (target[0], target[1], target[2])
    for channels in (1, 3, 4):
        side = isqrt(numbers // channels)
        if numbers and side * side * channels == numbers:
            return side, side, channels
    raise RunError(f"The network takes rows of {numbers:,} numbers, which make no square image, so it is no network for images.")


def _target(entry: Entry) -> tuple[int, ...] | None:
    shape = entry.values.get("target_shape")
    return tuple(shape) if isinstance(shape, list) and all(type(side) is int for side in shape) else None


def _add(builder: Builder, entry: Entry, where: str) -> None:
    kind = entry.kind
    if HALF.search(str(entry.values.get("dtype"))):
        builder.say("The file computes in half precision and CNN Lab in float32: probabilities differ in the third decimal.")
    if kind == "Reshape":
        return _reshape(builder, entry, where)
    if kind in scaling.KINDS:
        return _scale(builder, entry, where)
    if augmentation.changes_size(entry, builder.shape):
        raise RunError(f"{where} is {kind}: it changes the size of the images, which CNN Lab does once for a whole dataset.")
    if kind in augmentation.KINDS:
        for note in augmentation.take(entry, builder.augmentation):
            builder.say(note)
        return None
    if kind in NO_EFFECT and kind not in Layer.kinds:
        builder.say(f"{kind} only works in training and was left out.")
        return None
    if entry.block is not None:
        made: list[Layer] = [entry.block]
    elif kind in ACTIVATIONS and kind not in Layer.kinds:
        made = activation_layers(entry, where, len(builder.shape))
    else:
        made = layers_of(entry, where, len(builder.shape) - builder.without_channel)
    if builder.without_channel and not isinstance(made[0], Flatten) and (made[0].weights((1, 1, 1)) or made[0].needs_image):
        raise RunError(f"{where} ({kind}) works on images without a channel, row by row, which CNN Lab does not do.")
    if isinstance(made[0], Flatten):
        if len(builder.shape) == 1:
            return None
        builder.without_channel = False
    builder.put(made[0], entry)
    for each in made[1:]:
        builder.put(each)
    return None


def _reshape(builder: Builder, entry: Entry, where: str) -> None:
    """To the image that is there already, to a vector, or from the rows of pixels back to images."""
    target = _target(entry)
    if target is None:
        raise RunError(f"{where} (Reshape) has no shape.")
    total = prod(builder.shape)
    rest = prod(side for side in target if side != -1)
    if target.count(-1) == 1 and rest and total % rest == 0:
        target = tuple(total // rest if side == -1 else side for side in target)
    if prod(target) != total:
        raise RunError(f"{where} (Reshape) makes {shape_text(target)} of {shape_text(builder.shape)}, which has other numbers.")
    if target == builder.shape or (builder.in_front and target == builder.image):
        builder.without_channel = False
        if builder.placed and target == builder.image and builder.in_front:
            builder.placed.clear()
            builder.shape = builder.image
            builder.notes[:] = [note.replace(", flattened first", "") for note in builder.notes]
        builder.say(f"Reshape to {shape_text(target)} was left out: images have that shape here.")
    elif len(target) == 1:
        builder.without_channel = False
        if len(builder.shape) > 1:
            builder.put(Flatten())
    elif builder.in_front and target == builder.image[:2]:
        builder.placed.clear()
        builder.shape, builder.without_channel = builder.image, True
    else:
        raise RunError(
            f"{where} (Reshape) makes {shape_text(target)} of {shape_text(builder.shape)}, which CNN Lab does not have."
        )


def _scale(builder: Builder, entry: Entry, where: str) -> None:
    """Rescaling and Normalization: the scaling of pixels where they come first, else a BatchNormalization that is frozen."""
    factor, offset = scaling.read(entry, where, builder.source, builder.shape[-1])
    if builder.in_front and not builder.without_channel * (np.size(factor) > 1) and np.size(factor) == 1:
        before = builder.scale or (1.0, 0.0)
        a, b = float(factor[0]), float(offset[0])
        builder.scale = before[0] * a, before[1] * a + b
        builder.say(f"{entry.kind}{FOLDED}")
        return
    channels = builder.shape[-1]
    if np.size(factor) not in (1, channels) or builder.without_channel:
        raise RunError(
            f"{where} ({entry.kind}) scales by {plural(np.size(factor), 'number')}, and there are {channels} channels."
        )
    layer = BatchNormalization(trainable=False)
    one = np.ones(channels, np.float32)
    arrays = {
        "gamma": one * factor,
        "beta": one * offset,
        "moving_mean": 0 * one,
        "moving_variance": one - np.float32(layer.epsilon),
    }
    builder.put(layer, arrays={name: np.asarray(each, np.float32) for name, each in arrays.items()})
    if builder.scale is None:
        builder.scale = (1.0, 0.0)
    builder.say(f"{entry.kind} became a frozen BatchNormalization, which gives the same numbers.")
