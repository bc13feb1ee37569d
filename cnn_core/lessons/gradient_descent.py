"""Gradient descent with one weight: a step against the slope, as long as the learning rate says.

Goodfellow, Bengio and Courville, "Deep Learning", section 4.3; the same step as keras.optimizers.SGD without momentum.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MAX_STEPS = 30
FAR = 1e6
"""Beyond it a path has diverged and ends."""


@dataclass(frozen=True)
class Valley:
    """A loss of one weight: the function, its slope, the slope in words for a weight, and the weights that a figure shows."""

    loss: Callable[[float], float]
    slope: Callable[[float], float]
    slope_words: Callable[[str], str]
    formula: str
    low: float
    high: float
    start: float


VALLEYS = {
    "one valley": Valley(
        loss=lambda w: (w - 1) ** 2,
        slope=lambda w: 2 * (w - 1),
        slope_words=lambda w: f"2 × ({w} − 1)",
        formula="loss = (w − 1)², slope = 2 × (w − 1)",
        low=-4.0,
        high=6.0,
        start=5.0,
    ),
    "two valleys": Valley(
        loss=lambda w: w**4 / 4 + w**3 / 3 - w**2 + 3,
        slope=lambda w: w * (w - 1) * (w + 2),
        slope_words=lambda w: f"{w} × ({w} − 1) × ({w} + 2)",
        formula="loss = w⁴/4 + w³/3 − w² + 3, slope = w × (w − 1) × (w + 2)",
        low=-3.4,
        high=2.7,
        start=2.5,
    ),
}


def descend(valley: Valley, rate: float, steps: int, start: float) -> list[float]:
    """The weight before the first step and after each: `w - rate * slope(w)`. It ends early where a weight is beyond `FAR`."""
    path = [start]
    for _ in range(steps):
        if abs(path[-1]) > FAR:
            break
        path.append(path[-1] - rate * valley.slope(path[-1]))
    return path


def step_words(valley: Valley, rate: float, before: float, after: float) -> str:
    """The arithmetic of one step: `w = 5 − 0.1 × 2 × (5 − 1) = 5 − 0.1 × 8 = 4.2`."""
    was = _number(before)
    bracketed = f"({was})" if before < 0 else was
    slope = valley.slope(before)
    inner = f"({_number(slope)})" if slope < 0 else _number(slope)
    return f"w = {was} − {rate:g} × {valley.slope_words(bracketed)} = {was} − {rate:g} × {inner} = {_number(after)}"


def _number(value: float) -> str:
    return f"{value:.4g}".replace("-", "−")
