"""The first step of one weight under SGD and under Adam, for a pixel that is scaled or not."""

from __future__ import annotations

from math import sqrt

ERROR = 0.5
"""How much the loss rises for each unit that the sum rises; the same for both scalings."""
BETA_2, EPSILON = 0.999, 1e-7
"""Keras's defaults for Adam."""


def sgd_step(pixel: float, rate: float) -> float:
    """The change of the weight of this pixel: `-rate * error * pixel`, so it grows with the pixel."""
    return -rate * ERROR * pixel


def adam_step(pixel: float, rate: float) -> float:
    """Adam divides the gradient by its own size, so the first step is the rate, whatever the pixel (Kingma and Ba, 2015)."""
    gradient = ERROR * pixel
    scale = sqrt(1 - BETA_2)
    return -rate * scale * gradient / (scale * abs(gradient) + EPSILON)
