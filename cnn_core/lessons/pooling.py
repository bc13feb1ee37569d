"""One number for each 2x2 block: the largest, or the mean."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def draw_numbers(seed: int, size: int = 6) -> NDArray[np.float64]:
    """Whole numbers 0 to 9 in a square, as a feature map might hold them."""
    return np.random.default_rng(seed).integers(0, 10, (size, size)).astype(np.float64)


def pool(image: NDArray[np.float64], kind: str, size: int = 2) -> NDArray[np.float64]:
    """`max` or `average` of blocks (size, size) side by side; rows and columns left over are dropped, as by Keras's `valid`."""
    height, width = image.shape[0] // size, image.shape[1] // size
    blocks = image[: height * size, : width * size].reshape(height, size, width, size)
    made: NDArray[np.float64] = blocks.max(axis=(1, 3)) if kind == "max" else blocks.mean(axis=(1, 3))
    return made
