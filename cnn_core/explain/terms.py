"""The terms of one number of a layer: the inputs that it is the sum of, and their weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from cnn_core.explain.block_terms import block_terms
from cnn_core.explain.windows import Box, taps, window_of
from cnn_core.spec import (
    AveragePooling2D,
    BatchNormalization,
    Composite,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Flatten,
    GlobalAveragePooling2D,
    GlobalMaxPooling2D,
    GroupNormalization,
    LayerNormalization,
    MaxPooling2D,
    PReLU,
    SeparableConv2D,
    UpSampling2D,
    ZeroPadding2D,
)
from cnn_core.spec.fields import Pair
from cnn_core.summary import Row

Numbers = NDArray[np.float64]
Place = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Terms:
    """Places int (n, 3 or 1), values and weights (n,), and what is added; `parts` are the numbers that a weight was made of."""

    inputs: NDArray[np.int64]
    values: Numbers
    weights: Numbers
    bias: float = 0.0
    window: Box | None = None
    parts: Mapping[str, float] = field(default_factory=dict)


def terms_of(row: Row, own: Mapping[str, Numbers], x: Numbers, at: Place) -> Terms:
    """The terms of the number at `at` of a layer with these weights (`own`, by name), for its input `x`."""
    match row.layer:
        case Conv2D():
            return _weighted(_in_window(row, x, at, _read(row.layer, x, at[2])), own["kernel"][..., at[2]], _bias(own, at), row)
        case DepthwiseConv2D():
            channel, which = divmod(at[2], row.layer.depth_multiplier)
            found = _in_window(row, x, at, _only(channel))
            return _weighted(found, own["kernel"][:, :, channel : channel + 1, which], _bias(own, at), row)
        case SeparableConv2D():
            # Depthwise and pointwise weights of a channel multiply, since nothing nonlinear lies between them.
            channels = x.shape[2], row.layer.depth_multiplier
            pointwise = own["pointwise_kernel"][0, 0, :, at[2]].reshape(channels)
            kernel = np.einsum("hwcm,cm->hwc", own["depthwise_kernel"], pointwise)
            return _weighted(_in_window(row, x, at, range(x.shape[2])), kernel, _bias(own, at), row)
        case ZeroPadding2D():
            found = _in_window(row, x, at, _only(at[2]))
            return Terms(found.inputs, found.values, np.ones(len(found.values)), window=found.window)
        case UpSampling2D():
            return _one(x, (at[0] // row.layer.size[0], at[1] // row.layer.size[1], at[2]))
        case GlobalMaxPooling2D():
            found = _within((0, 0, x.shape[0] - 1, x.shape[1] - 1), x, _only(at[0]))
            winner = np.zeros(len(found.values))
            winner[int(found.values.argmax())] = 1
            return Terms(found.inputs, found.values, winner, window=found.window)
        case MaxPooling2D():
            found = _in_window(row, x, at, _only(at[2]))
            winner = np.zeros(len(found.values))
            winner[int(found.values.argmax())] = 1
            return Terms(found.inputs, found.values, winner, window=found.window)
        case AveragePooling2D():
            found = _in_window(row, x, at, _only(at[2]))
            return Terms(found.inputs, found.values, np.full(len(found.values), 1 / len(found.values)), window=found.window)
        case GlobalAveragePooling2D():
            found = _within((0, 0, x.shape[0] - 1, x.shape[1] - 1), x, _only(at[0]))
            return Terms(found.inputs, found.values, np.full(len(found.values), 1 / len(found.values)), window=found.window)
        case Dense():
            places = np.array([(*at[:-1], k) for k in range(x.shape[-1])], np.int64)
            return Terms(places, x[at[:-1]], own["kernel"][:, at[-1]], _bias(own, at))
        case Flatten() if x.ndim == 3:
            place = np.unravel_index(at[0], x.shape)
            return _one(x, tuple(int(k) for k in place))
        case PReLU():
            alpha = own["alpha"][(0, 0, at[2]) if row.layer.shared_axes else at]
            return replace(_one(x, at), parts={"alpha": float(alpha)})
        case BatchNormalization():
            return _normalised(row.layer, own, x, at)
        case LayerNormalization():
            return _normalised_alone(row.layer, own, x, at)
        case Composite():
            weights, bias, parts = block_terms(row.layer, own, x, at)
            found = _in_window(row, x, at, range(x.shape[2]))
            return Terms(found.inputs, found.values, weights[tuple(found.inputs.T)], bias, found.window, parts)
    return _one(x, at)


def _read(layer: Conv2D, x: Numbers, filter_: int) -> range:
    """The channels that a filter reads: those of its group, all where there is one group."""
    size = x.shape[2] // layer.groups
    first = filter_ // (layer.filters // layer.groups) * size
    return range(first, first + size)


def _only(channel: int) -> range:
    return range(channel, channel + 1)


def _weighted(found: Terms, kernel: Numbers, bias: float, row: Row) -> Terms:
    """The inputs of a window with their weights from a kernel (height, width, channels that it reads)."""
    window, first = found.window or (0, 0, 0, 0), found.inputs[:, 2].min(initial=row.input_shape[2])
    places = (found.inputs - np.array([window[0], window[1], first])) // np.array([*row.layer.dilation, 1])
    return Terms(found.inputs, found.values, kernel[tuple(places.T)], bias, window)


def _one(x: Numbers, place: Place) -> Terms:
    return Terms(np.array([place], np.int64), np.array([x[place]]), np.ones(1))


def _bias(own: Mapping[str, Numbers], at: Place) -> float:
    return float(own["bias"][at[-1]]) if "bias" in own else 0.0


def _in_window(row: Row, x: Numbers, at: Place, channels: range) -> Terms:
    return _within(window_of(row, at[0], at[1]), x, channels, row.layer.dilation)


def _within(window: Box, x: Numbers, channels: range, step: Pair = (1, 1)) -> Terms:
    """The inputs in a window that are there, of these channels, row by row. Their weights are still to be filled in."""
    top, left, bottom, right = window
    rows, columns = taps(top, bottom, x.shape[0], step[0]), taps(left, right, x.shape[1], step[1])
    places = np.array([(y, x_, c) for y in rows for x_ in columns for c in channels], np.int64).reshape(-1, 3)
    return Terms(places, x[tuple(places.T)], np.zeros(0), window=window)


def _normalised(layer: BatchNormalization, own: Mapping[str, Numbers], x: Numbers, at: Place) -> Terms:
    """The formula gamma * (x - mean) / sqrt(variance + epsilon) + beta, as one term: x times a weight, plus a bias."""
    parts = {name: float(array[at[-1]]) for name, array in own.items()} | {"epsilon": layer.epsilon}
    weight = parts.get("gamma", 1.0) / np.sqrt(parts["moving_variance"] + layer.epsilon)
    bias = parts.get("beta", 0.0) - parts["moving_mean"] * weight
    one = _one(x, at)
    return Terms(one.inputs, one.values, np.array([weight]), float(bias), parts=parts)


def _normalised_alone(layer: LayerNormalization, own: Mapping[str, Numbers], x: Numbers, at: Place) -> Terms:
    """The same formula with the mean and the variance of this image: of the channels at this place, or of a group of channels.

    The other numbers of the group are in mean and variance, so one term stands for the number itself.
    """
    among = x[at[:-1]]
    if isinstance(layer, GroupNormalization):
        size = x.shape[-1] // layer.groups
        first = at[-1] // size * size
        among = x[..., first : first + size]
    parts = {name: float(array[at[-1]]) for name, array in own.items()}
    parts |= {"mean": float(among.mean()), "variance": float(among.var()), "epsilon": layer.epsilon}
    weight = parts.get("gamma", 1.0) / np.sqrt(parts["variance"] + layer.epsilon)
    one = _one(x, at)
    return Terms(one.inputs, one.values, np.array([weight]), float(parts.get("beta", 0.0) - parts["mean"] * weight), parts=parts)
