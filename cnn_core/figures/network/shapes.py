"""How large a layer's output is drawn: pixels from shapes, so that 1 to 512 channels and 1 to 4096 units fit one picture."""

from __future__ import annotations

import math
from dataclasses import dataclass

Shape = tuple[int, ...]

TALLEST = 124.0
THIN = ("activation", "normalisation", "regularisation")
PLATE = 4.0
TILT = (0.46, 0.27)
"""The direction in which the width of an image is drawn: right and up, for each pixel of drawn width."""


@dataclass(frozen=True)
class Size:
    """A slab in drawn pixels: `tall` for the height, `wide` for the width (drawn slanted), `thick` for the channels."""

    tall: float
    wide: float
    thick: float

    @property
    def slant(self) -> tuple[float, float]:
        return self.wide * TILT[0], self.wide * TILT[1]

    @property
    def footprint(self) -> float:
        """Its width in the drawing."""
        return self.thick + self.slant[0]


def slab(shape: Shape, group: str, largest: int) -> Size:
    """The slab for an output shape. `largest` is the longest side of any image in the network.

    Sides of images: power 0.65, so that halving is plain to see and 3 pixels of 224 still are; channels: square root; units:
    logarithm. Layers that change numbers but no shapes are thin plates.
    """
    if len(shape) == 1:
        return Size(column(shape[0]), 12.0, PLATE if group in THIN else 10.0)
    height, width, channels = shape[-3:]
    full = TALLEST * min(1.0, (largest / 28) ** 0.35)
    tall, wide = (max(8.0, full * (side / largest) ** 0.65) for side in (height, width))
    return Size(tall, wide, PLATE if group in THIN else 3.0 + 1.55 * math.sqrt(channels))


def column(units: int) -> float:
    """Height of a vector: 26 for one number, all of the room for 4096."""
    return 26 + (TALLEST - 26) * min(1.0, math.log(units) / math.log(4096))
