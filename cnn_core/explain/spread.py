"""How the numbers of a layer are spread: a histogram with its mean, its deviation and how many are exactly 0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BINS = 30


@dataclass(frozen=True, eq=False)
class Spread:
    """Counts (30,) of equally wide bins from the smallest number to the largest; `zeros` is a fraction, `size` the mean of the
    absolute values."""

    counts: NDArray[np.int64]
    low: float
    high: float
    mean: float
    deviation: float
    zeros: float
    size: float

    @property
    def edges(self) -> NDArray[np.float64]:
        """The borders of the bins (31,)."""
        return np.linspace(self.low, self.high, BINS + 1)


def spread(values: NDArray[Any]) -> Spread:
    """The spread of all numbers of an array, as `numpy.histogram` counts them; equal ones get a bin of the width 1 around them."""
    flat = np.asarray(values, np.float64).ravel()
    counts, edges = np.histogram(flat, BINS)
    return Spread(
        counts=counts.astype(np.int64),
        low=float(edges[0]),
        high=float(edges[-1]),
        mean=float(flat.mean()),
        deviation=float(flat.std()),
        zeros=float(np.mean(flat == 0)),
        size=float(np.abs(flat).mean()),
    )
