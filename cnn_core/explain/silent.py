"""Which channels read which, and which numbers depend on no pixel, since all that they read is switched off."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from cnn_core.spec import (
    Activation,
    Composite,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Flatten,
    LayerNormalization,
    SeparableConv2D,
)
from cnn_core.summary import Row


def mixes_channels(row: Row) -> bool:
    """Whether each number that a layer gives reads every channel of its input, or every unit; else it reads its own."""
    softmax = isinstance(row.layer, Activation) and row.layer.activation == "softmax"
    mixes = softmax or isinstance(row.layer, Dense | SeparableConv2D | LayerNormalization | Composite)
    return mixes or (isinstance(row.layer, Conv2D) and row.layer.groups == 1)


def sharing(row: Row) -> tuple[int, int]:
    """How many neighbouring outputs read the same channels, and how many channels those are."""
    if isinstance(row.layer, Conv2D):
        return row.layer.filters // row.layer.groups, row.input_shape[2] // row.layer.groups
    return (row.layer.depth_multiplier if isinstance(row.layer, DepthwiseConv2D) else 1), 1


def silent_channels(rows: Sequence[Row], off: Mapping[int, Collection[int]]) -> dict[int, tuple[int, ...]]:
    """The channels (units) of each layer, by its index, whose numbers are the same for every image.

    `off` are those that are set to 0, by layer. Of a block some of whose own filters are off, none counts as silent.
    """
    found: dict[int, tuple[int, ...]] = {}
    silent = np.zeros(rows[0].input_shape[-1], bool) if off else np.zeros(0, bool)
    for row in rows if off else ():
        channels = row.output_shape[-1]
        if mixes_channels(row):
            silent = np.full(channels, silent.all())
        elif isinstance(row.layer, Flatten):
            silent = np.tile(silent, channels // len(silent))
        else:
            outputs, read = sharing(row)
            silent = silent.reshape(-1, read).all(1).repeat(outputs)
        silent[list(off.get(row.index, ()))] = True
        found[row.index] = tuple(int(k) for k in np.flatnonzero(silent))
    return found
