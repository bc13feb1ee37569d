"""Polynomials of growing degree through a few noisy points: the smallest example of overfitting."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.polynomial import Polynomial
from numpy.typing import NDArray

Points = NDArray[np.float64]

TRAINING = 12
VALIDATION = 40
NOISE = 0.25
DEGREES = range(TRAINING)


def truth(x: Points) -> Points:
    """The function that the points are drawn from: one period of a sine."""
    return np.sin(2 * np.pi * x)


@dataclass(frozen=True)
class Sample:
    """Noisy points of the sine, x from 0 to 1."""

    x: Points
    y: Points


@cache
def samples(seed: int) -> tuple[Sample, Sample]:
    """12 training points and 40 validation points, the same for the same seed."""
    rng = np.random.default_rng(seed)
    places = (np.linspace(0, 1, TRAINING), np.sort(rng.random(VALIDATION)))
    training, validation = (Sample(x, truth(x) + rng.normal(0, NOISE, len(x))) for x in places)
    return training, validation


def fit(sample: Sample, degree: int) -> Polynomial:
    """The polynomial of this degree with the least squares; degree 11 goes through all 12 points."""
    return Polynomial.fit(sample.x, sample.y, degree, domain=[0, 1])


def error(polynomial: Polynomial, sample: Sample) -> float:
    """The mean squared error on these points."""
    return float(np.mean((polynomial(sample.x) - sample.y) ** 2))


@cache
def errors(seed: int) -> tuple[list[float], list[float]]:
    """Training and validation error of each degree."""
    training, validation = samples(seed)
    fits = [fit(training, degree) for degree in DEGREES]
    return [error(each, training) for each in fits], [error(each, validation) for each in fits]
