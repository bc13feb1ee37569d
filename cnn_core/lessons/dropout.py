"""Dropout as Keras does it in training: some units become 0, the others grow by 1 / (1 - rate).

N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting" (2014).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

UNITS: NDArray[np.float64] = np.array(
    [[0.8, 0.1, 0.5, 1.2, 0.3, 0.9], [0.4, 1.1, 0.7, 0.2, 1.0, 0.6], [0.9, 0.5, 0.3, 0.8, 0.6, 1.1]]
)
"""What 18 units of a layer give for one image."""


def keep_mask(shape: tuple[int, ...], rate: float, seed: int) -> NDArray[np.bool_]:
    """One draw: each unit stays with the probability 1 - rate, whatever the others do."""
    return np.random.default_rng(seed).random(shape) >= rate


def drop(values: NDArray[np.float64], kept: NDArray[np.bool_], rate: float) -> NDArray[np.float64]:
    """Dropped units are 0; the kept ones are scaled, so that the sum is the same on average."""
    return np.where(kept, values / (1 - rate), 0.0)
