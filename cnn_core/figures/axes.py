"""The vertical axes of the learning curves: wide at first, then fitted to the epochs in a few steady steps.

Until the first epoch is over, all that was drawn is in view. From then on the epochs' values set the range, so that the difference
between training and validation is not lost below the first batches. A double click on the chart shows everything.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from cnn_core.training.state import RunState

FLOORS = {0.0: 0.2, 0.5: 0.1, 0.7: 0.1, 0.8: 0.05, 0.9: 0.02, 0.95: 0.01, 0.98: 0.005}
"""Lower ends of the accuracy axis, and the distance of the grid lines with each."""

TOPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
"""Upper ends of the loss axis, times a power of ten."""

AT_FIRST = 2.5
"""Upper end of the loss axis before any point: ten classes and no knowledge have a loss of ln 10 = 2.3."""

ROOM = 1.5

BEYOND = 4
"""So many times the lowest loss, or the loss of no knowledge, is the end of the axis: where a training diverges, lines leave the chart."""


def accuracy_axis(states: Iterable[RunState]) -> dict[str, Any]:
    """Range and grid for accuracy: always up to 1."""
    values = _epochs(states, "accuracy")
    lowest = 1 - ROOM * (1 - min(values)) if values else 0.0
    floor = max((f for f in FLOORS if f <= lowest), default=0.0)
    return {"range": [floor, 1.0], "dtick": FLOORS[floor], "tick0": 0}


def loss_axis(states: Iterable[RunState], batches: Iterable[float]) -> dict[str, Any]:
    """Range and grid for loss: always from 0."""
    values = _epochs(states, "loss")
    seen = [float(v) for v in batches if math.isfinite(v)]
    top = nice(ROOM * max(values) if values else max([AT_FIRST, *seen]))
    top = min(top, nice(BEYOND * max(AT_FIRST, min([*values, *seen], default=0))))
    return {"range": [0.0, top], "nticks": 6}


def nice(value: float) -> float:
    """The smallest round number that is not below the value; 1e-3 at least."""
    value = max(value, 1e-3)
    power = 10.0 ** math.floor(math.log10(value))
    return next((top * power for top in TOPS if top * power >= value * (1 - 1e-9)), 10 * power)


def _epochs(states: Iterable[RunState], name: str) -> list[float]:
    found = [getattr(e, part) for s in states for e in s.history for part in (name, f"val_{name}")]
    return [v for v in found if v is not None and math.isfinite(v)]
