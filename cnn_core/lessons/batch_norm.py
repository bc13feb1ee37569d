"""Batch normalisation of one channel, before or after the ReLU.

S. Ioffe and C. Szegedy, "Batch normalization" (2015); epsilon is Keras's default.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

EPSILON = 0.001
Batch = NDArray[np.float64]


@dataclass(frozen=True)
class Normalised:
    """The mean and variance (population) of a batch (n,), and the batch with mean 0 and standard deviation 1, then scaled and shifted."""

    mean: float
    variance: float
    values: Batch


def normalise(batch: Batch, gamma: float = 1.0, beta: float = 0.0) -> Normalised:
    """`gamma * (x - mean) / sqrt(variance + epsilon) + beta`, as in training; gamma and beta are learned."""
    mean, variance = float(batch.mean()), float(batch.var())
    return Normalised(mean, variance, gamma * (batch - mean) / np.sqrt(variance + EPSILON) + beta)


def relu(batch: Batch) -> Batch:
    """Everything below 0 becomes 0."""
    return np.maximum(batch, 0.0)


def draw_batch(seed: int, size: int = 16, shift: float = 2.0, spread: float = 1.5) -> Batch:
    """What one unit gives for `size` images, off centre as after a convolution; rounded, so that it can be checked by hand."""
    return np.random.default_rng(seed).normal(shift, spread, size).round(1)
