"""A kernel that slides over an image, one step at a time.

As in Keras, the kernel is not flipped: what networks call convolution is cross-correlation
(Goodfellow, Bengio and Courville, "Deep Learning", section 9.1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.float64]

IMAGE: Grid = np.array(
    [
        [1, 1, 1, 8, 8, 8],
        [1, 1, 1, 8, 8, 8],
        [1, 1, 9, 8, 8, 8],
        [1, 1, 1, 8, 8, 8],
        [2, 2, 2, 2, 2, 2],
        [2, 2, 2, 2, 2, 2],
    ],
    np.float64,
)
"""Dark left, bright right, one speck, and a dark floor: something for every kernel to find."""


@dataclass(frozen=True)
class Kernel:
    """Weights (3, 3), short enough to be written down, all divided by `divisor`, and what they do."""

    weights: tuple[tuple[float, ...], ...]
    effect: str
    divisor: int = 1

    @property
    def array(self) -> Grid:
        return np.array(self.weights, np.float64) / self.divisor


KERNELS = {
    "vertical edges": Kernel(
        ((-1, 0, 1),) * 3,
        "It subtracts the left from the right: large where dark turns to bright from left to right, 0 where nothing changes.",
    ),
    "horizontal edges": Kernel(
        ((-1, -1, -1), (0, 0, 0), (1, 1, 1)),
        "It subtracts the top from the bottom: far below 0 where bright turns to dark downwards.",
    ),
    "blur": Kernel(((1, 1, 1),) * 3, "It is the mean of nine neighbours: the speck spreads and edges become slopes.", 9),
    "sharpen": Kernel(
        ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
        "It raises a pixel above its four neighbours: the speck and the edges stand out more.",
    ),
}


@dataclass(frozen=True)
class Step:
    """One place of the kernel: the pixels under it and their products with the weights as written, both (3, 3), and the sum."""

    window: Grid
    products: Grid
    total: float

    def arithmetic(self, kernel: Kernel) -> str:
        """`1·(-1) + 1·0 + ... = 21`, row by row."""
        pairs = zip(self.window.ravel(), np.array(kernel.weights).ravel(), strict=True)
        terms = " + ".join(f"{pixel:g}·{weight:g}" if weight >= 0 else f"{pixel:g}·({weight:g})" for pixel, weight in pairs)
        return f"({terms}) / {kernel.divisor} = {self.total:.4g}" if kernel.divisor > 1 else f"{terms} = {self.total:.4g}"


def step(image: Grid, kernel: Kernel, row: int, column: int) -> Step:
    """The kernel with its upper left corner on this pixel."""
    window = image[row : row + 3, column : column + 3]
    products = window * np.array(kernel.weights, np.float64)
    return Step(window, products, float(products.sum()) / kernel.divisor)


def convolve(image: Grid, weights: Grid) -> Grid:
    """Every step of a kernel (k, k) over an image (n, m), stride 1, no padding: (n - k + 1, m - k + 1)."""
    windows = np.lib.stride_tricks.sliding_window_view(image, weights.shape)
    made: Grid = np.einsum("ijkl,kl->ij", windows, weights)
    return made
