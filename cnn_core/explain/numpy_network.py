"""The outputs of a plain network, computed with NumPy alone: for the seconds until the engine has loaded TensorFlow."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from cnn_core.errors import EngineError
from cnn_core.spec import Conv2D, Dense, Dropout, Flatten, Layer, MaxPooling2D
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays

Values = NDArray[np.float32]


def _softmax(x: Values) -> Values:
    powers = np.exp(x - x.max(-1, keepdims=True))
    shares: Values = powers / powers.sum(-1, keepdims=True)
    return shares


ACTIVATIONS: dict[str, Callable[[Values], Values]] = {
    "linear": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "softmax": _softmax,
}


def numpy_outputs(architecture: Architecture, weights: Arrays, images: Values) -> dict[int, Values]:
    """Layer index -> what it gives for scaled images (n, height, width, channels), as Keras does when it predicts.

    EngineError for a network with anything but Conv2D and MaxPooling2D without padding, Flatten, Dropout and Dense, with relu, softmax
    or no activation.
    """
    given, value = {}, np.asarray(images, np.float32)
    for index, layer in enumerate(architecture.layers):
        if layer.enabled:
            value = _through(layer, value, weights.get(f"{index}.kernel"), weights.get(f"{index}.bias"))
            given[index] = value
    return given


def _through(layer: Layer, x: Values, kernel: Values | None, bias: Values | None) -> Values:
    match layer:
        case Conv2D(padding="valid", strides=(1, 1)) | Dense() if layer.activation in ACTIVATIONS and kernel is not None:
            sums = (
                _windows(x, layer.kernel_size) @ kernel.reshape(-1, kernel.shape[-1]) if isinstance(layer, Conv2D) else x @ kernel
            )
            return ACTIVATIONS[layer.activation](sums if bias is None else sums + bias)
        case MaxPooling2D(padding="valid"):
            down, right = layer.strides or layer.pool_size
            windows = sliding_window_view(x, layer.pool_size, axis=(1, 2))
            largest: Values = windows[:, ::down, ::right].max((-2, -1))
            return largest
        case Flatten():
            return x.reshape(len(x), -1)
        case Dropout():
            return x
    raise EngineError(f"{layer.label} waits for TensorFlow.")


def _windows(x: Values, size: tuple[int, int]) -> Values:
    """(n, rows, columns, height * width * channels), in the order of the kernel's weights."""
    windows = sliding_window_view(x, size, axis=(1, 2))
    rows = np.ascontiguousarray(np.moveaxis(windows, 3, -1))
    return rows.reshape(*rows.shape[:3], -1)
