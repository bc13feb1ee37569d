"""Polynomials of growing degree through a few noisy points: the smallest example of overfitting."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.polynomial import Polynomial
from numpy.typing import NDArray

Points = NDArray[np.float64]

TRAINING = 10
VALIDATION = 40
NOISE = 0.3
DEGREES = range(TRAINING)
FIRST_SEED = 7
"""The points shown first: validation is best at degree 3 and four times worse at degree 5."""


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
    """10 training points and 40 validation points, the same for the same seed.

    Both lie anywhere, as images do: between two training points that are far apart, a polynomial of degree 5 already swings out.
    """
    rng = np.random.default_rng(seed)
    places = [np.sort(rng.random(count)) for count in (TRAINING, VALIDATION)]
    training, validation = (Sample(x, truth(x) + rng.normal(0, NOISE, len(x))) for x in places)
    return training, validation


def fit(sample: Sample, degree: int) -> Polynomial:
    """The polynomial of this degree with the least squares; degree 9 goes through all 10 points."""
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
