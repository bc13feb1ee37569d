"""The scaling of pixels, from integers to the numbers that a network takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.choice import DataChoice
from cnn_core.errors import DatasetError

CHUNK = 2**20
ROUNDING = 1e-6


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
        """The least and the largest value that a pixel from 0 to `pixel_max` can get."""
        ends = -self.offset / self.divisor, (pixel_max - self.offset) / self.divisor
        return min(ends), max(ends)

    @property
    def words(self) -> str:
        """What becomes of a pixel, as in `(pixel - 127.5) / 127.5`."""
        if self.divisor < 0:  # inverted: what is dark becomes light
            return f"{self.offset:g} - pixel" if self.divisor == -1 else f"({self.offset:g} - pixel) / {-self.divisor:g}"
        above = "pixel" if not self.offset else f"(pixel {'-' if self.offset > 0 else '+'} {abs(self.offset):g})"
        return above if self.divisor == 1 else f"{above} / {self.divisor:g}"

    def inverted(self, pixel_max: int) -> Scaling:
        """The same for images whose black is white and the other way round."""
        return Scaling(pixel_max - self.offset, -self.divisor)

    def is_close(self, other: Scaling) -> bool:
        """Whether the two scale alike, but for rounding."""
        return abs(self.offset - other.offset) < ROUNDING * abs(self.divisor) and abs(self.divisor / other.divisor - 1) < ROUNDING

    def then(self, factor: float, offset: float) -> Scaling:
        """A scaling that does this one, then `x * factor + offset`."""
        divisor = self.divisor / factor
        return Scaling(self.offset - offset * divisor, divisor)


def scaling_of(choice: DataChoice, pixels: NDArray[np.uint8], pixel_max: int) -> Scaling:
    """The scaling of a data choice, for the pixels that are trained on."""
    if choice.scaling == "fixed":
        return Scaling(choice.offset, choice.divisor)
    return scaling_for(pixels, choice.scaling, pixel_max)


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
