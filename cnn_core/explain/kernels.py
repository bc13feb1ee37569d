"""Known kernels, to be put in the place of one that a network has learned."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float64]

SOBEL_VERTICAL, SOBEL_HORIZONTAL = "vertical edges", "horizontal edges"
LAPLACIAN, BLUR, SHARPEN, IDENTITY, ZERO = "Laplacian", "blur", "sharpen", "identity", "zero"
THREE_BY_THREE = {
    SOBEL_VERTICAL: ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
    SOBEL_HORIZONTAL: ((-1, -2, -1), (0, 0, 0), (1, 2, 1)),
    LAPLACIAN: ((0, 1, 0), (1, -4, 1), (0, 1, 0)),
    SHARPEN: ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
}
"""As they are written for what networks call convolution, which does not flip them: the two of Sobel (Gonzalez and Woods, "Digital
Image Processing", section 3.6), the Laplacian, and the image less its Laplacian."""


def known_kernels(height: int, width: int) -> dict[str, Plane]:
    """Name -> kernel (height, width). Those of 3x3 stand in the middle of a larger one, and there are none of them for a smaller one."""
    found: dict[str, Plane] = {}
    middle = (height - 1) // 2, (width - 1) // 2
    if min(height, width) >= 3:
        rows, columns = (slice(at - 1, at + 2) for at in middle)
        for name, weights in THREE_BY_THREE.items():
            found[name] = np.zeros((height, width))
            found[name][rows, columns] = weights
    found[BLUR] = np.full((height, width), 1 / (height * width))
    found[IDENTITY] = np.zeros((height, width))
    found[IDENTITY][middle] = 1
    return found | {ZERO: np.zeros((height, width))}


def loaded(now: NDArray[Any], trained: NDArray[Any], name: str, channel: int | None = None, as_strong: bool = True) -> Plane:
    """The kernel `now` (height, width, channels) with a known one in a channel, or in all of them (None): there a share in each, so
    that it works on their mean. With `as_strong` what is put in has the norm of what was trained there, unless one of the two is 0."""
    made = np.array(now, np.float64)
    plane = known_kernels(*made.shape[:2])[name]
    into = slice(None) if channel is None else slice(channel, channel + 1)
    count = made[..., into].shape[2]
    new = np.repeat(plane[..., None] / count, count, 2)
    norm, wanted = float(np.linalg.norm(new)), float(np.linalg.norm(trained[..., into]))
    made[..., into] = new * (wanted / norm) if as_strong and norm > 0 and wanted > 0 else new
    return made
