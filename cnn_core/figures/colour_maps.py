"""Colours for grey pictures: from 0..1 to red, green and blue."""

from __future__ import annotations

import numpy as np
from plotly.colors import hex_to_rgb, sequential

SCALES = {
    "gray": ["#000000", "#ffffff"],  # plotly's own is not quite grey
    "gray_r": ["#ffffff", "#000000"],
    "plasma": sequential.Plasma,
    "viridis": sequential.Viridis,
    "magma": sequential.Magma,
}
"""Name of a colour map -> colours at even steps."""

COLOUR_MAPS = tuple(SCALES)


def table(name: str) -> np.ndarray:
    """256 colours, uint8 (256, 3), from the lowest value to the highest. ValueError for an unknown name."""
    if name not in SCALES:
        raise ValueError(f"colour map must be one of {', '.join(COLOUR_MAPS)}. Received: {name!r}")
    steps = np.array([hex_to_rgb(colour) for colour in SCALES[name]], float)
    at = np.linspace(0, len(steps) - 1, 256)
    return np.stack([np.interp(at, np.arange(len(steps)), steps[:, part]) for part in range(3)], axis=1).round().astype(np.uint8)
