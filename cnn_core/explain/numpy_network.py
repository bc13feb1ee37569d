"""What a network computes, with NumPy alone: for one image at once, and for the seconds until the engine has loaded TensorFlow."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from cnn_core.errors import EngineError
from cnn_core.explain.activations import activate
from cnn_core.spec import (
    ELU,
    Activation,
    AveragePooling2D,
    BatchNormalization,
    Composite,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Dropout,
    Flatten,
    GaussianNoise,
    GlobalAveragePooling2D,
    GlobalMaxPooling2D,
    GroupNormalization,
    Layer,
    LayerNormalization,
    LeakyReLU,
    MaxPooling2D,
    PReLU,
    SeparableConv2D,
    UpSampling2D,
    ZeroPadding2D,
)
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.composite import Step
from cnn_core.training.interface import Arrays

Values = NDArray[np.float32]
Silenced = Mapping[int, Collection[int]]
"""Layer index -> channels whose outputs are set to 0."""

MAX_WINDOW_BYTES = 32 * 2**20


def numpy_outputs(
    architecture: Architecture, weights: Arrays, images: Values, silenced: Silenced | None = None
) -> dict[int, Values]:
    """Layer index -> what it gives for scaled images (n, height, width, channels), as Keras does when it predicts.

    EngineError for a kind of layer that only Keras knows; ValueError if the weights are those of another network.
    """
    with one_thread():
        return dict(_steps(architecture, weights, images, silenced or {}))


def numpy_prediction(architecture: Architecture, weights: Arrays, images: Values, silenced: Silenced | None = None) -> Values:
    """What the last layer gives (n, classes); nothing of the other layers is kept."""
    last = np.asarray(images, np.float32)
    with one_thread():
        for _, value in _steps(architecture, weights, images, silenced or {}):
            last = value
    return last


def numpy_layer(
    architecture: Architecture, weights: Arrays, images: Values, layer: int, silenced: Silenced | None = None
) -> Values:
    """What one layer, by its index, gives for scaled images; no later layer is computed. KeyError if it is off."""
    with one_thread():
        for index, value in _steps(architecture, weights, images, silenced or {}):
            if index == layer:
                return value
    raise KeyError(layer)


def one_thread() -> AbstractContextManager[object]:
    """Beside a training, the threads of a small matrix product wait for each other: 10 to 50 times as long as one takes alone.

    Two pages that come out of here in the wrong order leave the process with one thread, which does no harm.
    """
    limited: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limited


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def _steps(architecture: Architecture, weights: Arrays, images: Values, silenced: Silenced) -> Iterator[tuple[int, Values]]:
    value = np.asarray(images, np.float32)
    for index, layer in enumerate(architecture.layers):
        if layer.enabled:
            value = _through(layer, value, own_weights(weights, index))
            if silenced.get(index):
                value = value.copy()
                value[..., list(silenced[index])] = 0
            yield index, value


def own_weights(weights: Arrays, index: int) -> Arrays:
    """Those of one layer, by their names in it."""
    return {name.partition(".")[2]: array for name, array in weights.items() if name.partition(".")[0] == str(index)}


def _through(layer: Layer, x: Values, own: Arrays) -> Values:
    match layer:
        case Conv2D() | Dense():
            if "kernel" not in own:
                raise ValueError(f"{layer.label} has no kernel")
            sums = _convolved(layer, x, own["kernel"]) if isinstance(layer, Conv2D) else x @ own["kernel"]
            return activate(layer.activation, sums + own["bias"] if "bias" in own else sums)
        case MaxPooling2D():
            largest: Values = _windows(layer, x, -np.inf).max((-2, -1))
            return largest
        case AveragePooling2D():
            there = np.ones((1, *x.shape[1:3], 1), np.float32)  # the mean is that of the pixels: padding does not count
            means = _windows(layer, x, 0).sum((-2, -1)) / _windows(layer, there, 0).sum((-2, -1))
            return np.asarray(means, np.float32)
        case DepthwiseConv2D():
            sums = _depthwise(layer, x, own["kernel"])
            return activate(layer.activation, sums + own["bias"] if "bias" in own else sums)
        case SeparableConv2D():
            sums = _depthwise(layer, x, own["depthwise_kernel"]) @ own["pointwise_kernel"][0, 0]
            return activate(layer.activation, sums + own["bias"] if "bias" in own else sums)
        case ZeroPadding2D():
            (down, right) = layer.padding
            return np.pad(x, ((0, 0), (down, down), (right, right), (0, 0)))
        case UpSampling2D():
            return x.repeat(layer.size[0], axis=1).repeat(layer.size[1], axis=2)
        case GlobalMaxPooling2D():
            return np.asarray(x.max((1, 2)), np.float32)
        case GlobalAveragePooling2D():
            return np.asarray(x.mean((1, 2)), np.float32)
        case BatchNormalization():
            factor = own.get("gamma", np.float32(1)) / np.sqrt(own["moving_variance"] + np.float32(layer.epsilon))
            shift = own.get("beta", np.float32(0)) - own["moving_mean"] * factor
            return np.asarray(x * factor + shift, np.float32)
        case LayerNormalization():
            return _normalised(layer, x, own)
        case Activation():
            return activate(layer.activation, x)
        case LeakyReLU():
            return np.where(x > 0, x, x * np.float32(layer.negative_slope)).astype(np.float32)
        case PReLU():
            return np.where(x > 0, x, x * own["alpha"]).astype(np.float32)
        case ELU():
            return np.where(x > 0, x, np.float32(layer.alpha) * np.expm1(np.minimum(x, 0))).astype(np.float32)
        case Flatten():
            return x.reshape(len(x), -1)
        case Dropout() | GaussianNoise():
            return x
        case Composite():
            return _block(layer, x, own)
    raise EngineError(f"{layer.label} waits for TensorFlow.")


def _block(block: Composite, x: Values, own: Arrays) -> Values:
    within = block.inside(x.shape[1:])
    total = last_of(within.main, x, own)
    if within.skip is not None:
        total = total + last_of(within.skip, x, own)
    return last_of(within.after, total, own)


def last_of(steps: Sequence[Step], x: Values, own: Arrays) -> Values:
    """What the last of these steps of a block gives for scaled inputs (n, height, width, channels); the inputs if there is none."""
    last = x
    for value in each_of(steps, x, own):
        last = value
    return last


def each_of(steps: Sequence[Step], x: Values, own: Arrays) -> Iterator[Values]:
    """What each of these steps of a block gives, one after the other; `own` are the weights of the block."""
    for step in steps:
        x = _through(step.layer, x, step.own(own))
        yield x


def _convolved(layer: Conv2D, x: Values, kernel: Values) -> Values:
    """One matrix product of windows, in the order of the kernel's weights, and the kernel; for as many images at once as fit."""
    if layer.groups > 1:
        return _convolved_by_group(layer, x, kernel)
    height, width = layer.output_shape(x.shape[1:])[:2]
    columns = kernel.reshape(-1, kernel.shape[-1])
    at_once = max(1, MAX_WINDOW_BYTES // (4 * height * width * len(columns)))
    parts = []
    for start in range(0, len(x), at_once):
        windows = np.moveaxis(_windows(layer, x[start : start + at_once], 0), 3, -1)
        parts.append(np.ascontiguousarray(windows).reshape(-1, len(columns)) @ columns)
    return np.concatenate(parts).reshape(len(x), height, width, -1)


def _convolved_by_group(layer: Conv2D, x: Values, kernel: Values) -> Values:
    """Each group of filters on its group of channels, side by side."""
    parts = zip(np.split(x, layer.groups, -1), np.split(kernel, layer.groups, -1), strict=True)
    alone = replace(layer, groups=1, filters=layer.filters // layer.groups)
    return np.concatenate([_convolved(alone, *part) for part in parts], -1)


def _depthwise(layer: Layer, x: Values, kernel: Values) -> Values:
    """Each channel under its own kernels (height, width, channels, multiplier): (n, rows, columns, channels x multiplier)."""
    made = np.einsum("nrcdhw,hwdm->nrcdm", _windows(layer, x, 0), kernel, optimize=True)
    return np.asarray(made.reshape(*made.shape[:3], -1), np.float32)


def _normalised(layer: LayerNormalization, x: Values, own: Arrays) -> Values:
    """Over the channels of each pixel, or over all pixels of each group of channels; the mean and variance are those of this image."""
    if isinstance(layer, GroupNormalization):
        parted = x.reshape(len(x), -1, layer.groups, x.shape[-1] // layer.groups)
        axes: tuple[int, ...] = (1, 3)
    else:
        parted, axes = x, (-1,)
    mean, variance = parted.mean(axes, keepdims=True), parted.var(axes, keepdims=True)
    plain = ((parted - mean) / np.sqrt(variance + np.float32(layer.epsilon))).reshape(x.shape)
    return np.asarray(plain * own.get("gamma", np.float32(1)) + own.get("beta", np.float32(0)), np.float32)


def _windows(layer: Layer, x: Values, padding: float) -> Values:
    """(n, rows, columns, channels, height, width): the window of each output, beyond the input filled with `padding`."""
    shape = x.shape[1:]
    size, (down, right) = layer.window(shape) or (shape[:2], (1, 1))
    rows, columns = layer.output_shape(shape)[:2]
    top, left = layer.before(shape)
    bottom = max(0, (rows - 1) * down + size[0] - shape[0] - top)
    side = max(0, (columns - 1) * right + size[1] - shape[1] - left)
    padded = (
        np.pad(x, ((0, 0), (top, bottom), (left, side), (0, 0)), constant_values=padding) if top + bottom + left + side else x
    )
    seen = sliding_window_view(padded, size, axis=(1, 2))[:, ::down, ::right][:, :rows, :columns]
    return seen[..., :: layer.dilation[0], :: layer.dilation[1]]
