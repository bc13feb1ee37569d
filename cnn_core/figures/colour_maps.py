"""Colours for grey pictures: from 0..1 to red, green and blue."""

from __future__ import annotations

import numpy as np

COLOUR_MAPS = ("gray", "gray_r", "viridis", "plasma", "magma")

# Ten even steps of each; viridis, plasma and magma by Smith and van der Walt for matplotlib (CC0), as plotly has them.
STEPS = {
    "gray": "000000 ffffff",
    "gray_r": "ffffff 000000",
    "viridis": "440154 482878 3e4989 31688e 26828e 1f9e89 35b779 6ece58 b5de2b fde725",
    "plasma": "0d0887 46039f 7201a8 9c179e bd3786 d8576b ed7953 fb9f3a fdca26 f0f921",
    "magma": "000004 180f3d 440f76 721f81 9e2f7f cd4071 f1605d fd9668 feca8d fcfdbf",
}


def table(name: str) -> np.ndarray:
    """256 colours, uint8 (256, 3), from the lowest value to the highest. ValueError for an unknown name."""
    if name not in STEPS:
        raise ValueError(f"colour map must be one of {', '.join(COLOUR_MAPS)}. Received: {name!r}")
    steps = np.array([[int(step[i : i + 2], 16) for i in (0, 2, 4)] for step in STEPS[name].split()], float)
    at = np.linspace(0, len(steps) - 1, 256)
    return np.stack([np.interp(at, np.arange(len(steps)), steps[:, part]) for part in range(3)], axis=1).round().astype(np.uint8)
