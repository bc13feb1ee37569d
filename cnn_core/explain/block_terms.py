"""The terms of one number of a block: the two ways through it as one sum over what goes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cnn_core.explain.activations import activate
from cnn_core.explain.numpy_network import each_of
from cnn_core.spec import Activation, BatchNormalization, Composite, Conv2D, DepthwiseConv2D
from cnn_core.spec.composite import Step
from cnn_core.spec.fields import Shape

Numbers = NDArray[np.float64]
Own = Mapping[str, Numbers]


def block_terms(block: Composite, own: Own, x: Numbers, at: tuple[int, ...]) -> tuple[Numbers, float, dict[str, float]]:
    """The weight of each input (height, width, channels) of a block in the number at (y, x, channel) before the last activation, what is
    added, and the sum of each way ("branch", "skip").

    An activation inside counts as what it does with the numbers of this image: relu multiplies by 1 or by 0. A weight is then the
    product of the weights along a way, summed over all ways.
    """
    within = block.inside(x.shape)
    weights, bias, parts = np.zeros(x.shape), 0.0, {}
    for name, steps in (("branch", within.main), ("skip", within.skip)):
        if steps is None:
            continue
        given, added = _traced(steps, own, x, at)
        weights, bias = weights + given, bias + added
        parts[name] = float((given * x).sum()) + added
    return weights, bias, parts


def _traced(steps: Sequence[Step], own: Own, x: Numbers, at: tuple[int, ...]) -> tuple[Numbers, float]:
    """One way, from its end to its beginning."""
    arrays = {name: np.asarray(each, np.float32) for name, each in own.items()}
    values = [x, *(each[0].astype(np.float64) for each in each_of(steps, x[None].astype(np.float32), arrays))]
    weights, bias = np.zeros(values[-1].shape), 0.0
    weights[at] = 1.0
    for step, before in zip(reversed(steps), reversed(values[:-1]), strict=True):
        weights, added = _back(step, step.own(own), before, weights)
        bias += added
    return weights, bias


def _back(step: Step, own: Own, before: Numbers, weights: Numbers) -> tuple[Numbers, float]:
    """From the weights of what a step gives to those of what it takes, and what is added."""
    match step.layer:
        case Activation():
            nothing = activate(step.layer.activation, np.zeros_like(before))
            rise = activate(step.layer.activation, before) - nothing
            slope = np.divide(rise, before, out=np.zeros_like(before), where=before != 0)
            return weights * slope, float((weights * nothing).sum())
        case BatchNormalization():
            factor = own.get("gamma", 1.0) / np.sqrt(own["moving_variance"] + step.layer.epsilon)
            return weights * factor, float((weights * (own.get("beta", 0.0) - own["moving_mean"] * factor)).sum())
        case Conv2D() | DepthwiseConv2D():
            return _spread(step.layer, own["kernel"], before.shape, weights), 0.0
    raise NotImplementedError(step.layer.kind)


def _spread(layer: Conv2D | DepthwiseConv2D, kernel: Numbers, shape: Shape, weights: Numbers) -> Numbers:
    """The transpose of a convolution without bias: each output's weight times the kernel, added where its window lies."""
    (high, wide), (down, right) = layer.window(shape)
    (top, left), (rows, columns) = layer.before(shape), weights.shape[:2]
    height = max(top + shape[0], (rows - 1) * down + high)
    width = max(left + shape[1], (columns - 1) * right + wide)
    found = np.zeros((height, width, shape[2]))
    for y, x in np.ndindex(high, wide):
        given = weights @ kernel[y, x].T if isinstance(layer, Conv2D) else weights * kernel[y, x, :, 0]
        found[y : y + rows * down : down, x : x + columns * right : right] += given
    return found[top : top + shape[0], left : left + shape[1]]
