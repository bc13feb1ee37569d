"""The scaling of pixels, from integers to the numbers that a network takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnn_core.errors import DatasetError

CHUNK = 2**20


@dataclass(frozen=True)
class Scaling:
    """`(pixel - offset) / divisor`, the same for every pixel."""

    offset: float
    divisor: float

    def apply(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Scaled pixels of the same shape in float32, as `(pixels.astype("float32") - offset) / divisor` gives them."""
        scaled = pixels.astype(np.float32)
        if self.offset:
            scaled -= np.float32(self.offset)
        scaled /= np.float32(self.divisor)
        return scaled

    def span(self, pixel_max: int) -> tuple[float, float]:
        """The scaled values of black (0) and of the largest pixel value."""
        return -self.offset / self.divisor, (pixel_max - self.offset) / self.divisor


def scaling_for(pixels: NDArray[np.uint8], kind: str, pixel_max: int) -> Scaling:
    """unit: 0 to `pixel_max` becomes 0 to 1. standard: these pixels, all taken together, get mean 0 and standard deviation 1."""
    if kind == "unit":
        return Scaling(0.0, float(pixel_max))
    mean, deviation = mean_and_deviation(pixels)
    if deviation == 0:
        raise DatasetError(
            f"scaling: standard divides by the deviation, and every pixel is {mean:g}; choose unit. Received: {kind!r}"
        )
    return Scaling(mean, deviation)


def mean_and_deviation(pixels: NDArray[np.uint8]) -> tuple[float, float]:
    """Mean and population standard deviation of all pixels, from the counts of the 256 values."""
    flat = pixels.reshape(-1)
    counts = np.zeros(256, np.int64)
    for start in range(0, flat.size, CHUNK):  # in pieces, since bincount makes eight bytes of each pixel
        counts += np.bincount(flat[start : start + CHUNK], minlength=256)
    values = np.arange(256)
    mean = float(counts @ values) / flat.size
    variance = float(counts @ (values - mean) ** 2) / flat.size
    return mean, variance**0.5
