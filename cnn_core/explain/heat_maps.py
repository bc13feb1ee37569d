"""Where in the image an answer comes from: occlusion, Grad-CAM, gradient x input. Each is one plane of numbers per image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.floating[Any]]


def gradient_times_input(image: Values, gradient: Values) -> Values:
    """Each pixel's value times the gradient of the score, summed over the channels: (height, width).

    For a network that is linear around the image these are exact shares of the score; Shrikumar et al. (2016).
    """
    products: Values = (image * gradient).sum(-1)
    return products


def grad_cam(maps: Values, gradients: Values) -> Values:
    """Grad-CAM (Selvaraju et al., 2017) in the size of the maps: relu of the maps (height, width, channels), each weighted by the mean
    of its gradients."""
    shared: Values = np.maximum((maps * gradients.mean((0, 1))).sum(-1), 0)
    return shared


def enlarged(plane: Values, size: tuple[int, int]) -> Values:
    """A plane (height, width) at another size, linear between the middles of its pixels."""
    for axis in (0, 1):
        middles = (np.arange(size[axis]) + 0.5) * plane.shape[axis] / size[axis] - 0.5
        below = np.clip(np.floor(middles).astype(int), 0, plane.shape[axis] - 1)
        above = np.minimum(below + 1, plane.shape[axis] - 1)
        part = np.clip(middles - below, 0, 1)
        part = part[:, None] if axis == 0 else part[None]
        plane = np.take(plane, below, axis) * (1 - part) + np.take(plane, above, axis) * part
    return plane


@dataclass(frozen=True, eq=False)
class Covered:
    """Copies (n, height, width, channels) of one image, each with one square covered, whose corners (top, left) are given."""

    images: Values
    corners: tuple[tuple[int, int], ...]
    side: int


def cover(image: Values, side: int, step: int) -> Covered:
    """Covers one square after the other with the image's median colour, every `step` pixels and along the far borders."""
    height, width = image.shape[:2]
    tops, lefts = ([*range(0, length - side, step), max(0, length - side)] for length in (height, width))
    corners = tuple((top, left) for top in tops for left in lefts)
    images = np.repeat(image[None], len(corners), 0)
    for copy, (top, left) in zip(images, corners, strict=True):
        copy[top : top + side, left : left + side] = np.median(image, (0, 1))
    return Covered(images, corners, side)


def occlusion(covered: Covered, before: float, after: Values) -> Values:
    """How far a probability falls when a pixel is covered, (height, width): the mean over the squares that cover it.

    `before` is the probability of the whole image, `after` (n,) those of the covered ones; Zeiler and Fergus (2014).
    """
    total = np.zeros(covered.images.shape[1:3])
    count = np.zeros_like(total)
    for (top, left), probability in zip(covered.corners, after, strict=True):
        square = np.s_[top : top + covered.side, left : left + covered.side]
        total[square] += before - probability
        count[square] += 1
    fall: Values = total / count
    return fall
