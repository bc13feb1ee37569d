"""What the part of a few images that is right tells of all images: little."""

from __future__ import annotations

import math

NORMAL = 1.959964
"""The standard normal quantile at 97.5%, for intervals of 95%."""


def interval(fraction: float, images: int) -> tuple[float, float]:
    """The 95% interval, (low, high) from 0 to 1, of the accuracy on all images where this fraction of `images` was right; (0, 1) for none.

    Wilson's score interval of a binomial proportion (1927), which keeps its level for few images and for fractions of 0 and 1.
    """
    if images < 1:
        return 0.0, 1.0
    z = NORMAL**2 / images
    middle = (fraction + z / 2) / (1 + z)
    half = math.sqrt(max(0.0, fraction * (1 - fraction)) * z + z**2 / 4) / (1 + z)
    return max(0.0, middle - half), min(1.0, middle + half)
