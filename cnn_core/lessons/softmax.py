"""From scores to probabilities and their loss."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def softmax(scores: ArrayLike) -> NDArray[np.float64]:
    """`exp(score) / sum of all exp(score)`; the largest score is subtracted first, which changes nothing but keeps exp small."""
    given = np.asarray(scores, np.float64)
    powers = np.exp(given - given.max())
    shares: NDArray[np.float64] = powers / powers.sum()
    return shares


def cross_entropy(probabilities: ArrayLike, label: int) -> float:
    """`-ln(probability of the true class)`: 0 where the network was sure and right, without bound where sure and wrong."""
    return float(-np.log(np.asarray(probabilities, np.float64)[label]))
