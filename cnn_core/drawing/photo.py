"""From a picture of something written to ink: white on black, as MNIST has it, on any paper and in any light."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FAINT = 24
"""Grey levels by which ink must differ from the paper."""

FLOOR = 0.25
"""What differs by less than this part of the strongest ink is shade or grain of the paper."""

Grey = NDArray[np.uint8]


def dark_on_light(grey: Grey) -> bool:
    """Whether the edge of a picture (h, w) is light, as paper is."""
    edge = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    return bool(np.median(edge) > 127)


def ink_of(grey: Grey, inverted: bool) -> Grey:
    """The writing in a grey picture (h, w) as white on black, uint8 (h, w): the ground is 0, the strongest ink is 255.

    `inverted`: the writing is darker than its ground. All 0 where nothing stands out.
    """
    light = 255.0 - grey if inverted else grey.astype(np.float64)
    ground = float(np.median(light))
    strongest = float(np.percentile(light, 99.9)) - ground
    if strongest < FAINT:
        return np.zeros_like(grey)
    part = (light - ground) / strongest
    return np.rint(255 * np.clip((part - FLOOR) / (1 - FLOOR), 0, 1)).astype(np.uint8)
