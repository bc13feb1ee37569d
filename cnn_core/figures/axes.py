"""The vertical axes of the learning curves: wide at first, then fitted in a few steady steps.

The axis of the loss always shows where the training began; what a spike or a divergence threw far above is left out, so that the
axis recovers when the training does. That of the accuracy is fitted to the epochs, so that the difference between training and
validation is not lost below the first batches.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

FLOORS = {0.0: 0.2, 0.5: 0.1, 0.7: 0.1, 0.8: 0.05, 0.9: 0.02, 0.95: 0.01, 0.98: 0.005}
"""Lower ends of the accuracy axis, and the distance of the grid lines with each."""

TOPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
"""Upper ends of the loss axis, times a power of ten."""

AT_FIRST = 2.5
"""Upper end of the loss axis before any point: ten classes and no knowledge have a loss of ln 10 = 2.3."""

ROOM = 1.5
LOSS_ROOM = 1.1

BEYOND = 4
"""So many times the lowest loss, or the loss of no knowledge, is the end of the axis: where a training diverges, lines leave the chart."""

USUAL = 0.98
"""This part of the batches is in view once an epoch is over; before, all are."""

LOWEST = 1e-4
"""The lowest end of a logarithmic axis."""


def accuracy_axis(accuracies: Iterable[float]) -> dict[str, Any]:
    """Range and grid for the accuracies of epochs: always up to 1."""
    values = [v for v in accuracies if math.isfinite(v)]
    lowest = 1 - ROOM * (1 - min(values)) if values else 0.0
    floor = max((f for f in FLOORS if f <= lowest), default=0.0)
    return {"range": [floor, 1.0], "dtick": FLOORS[floor], "tick0": 0}


def loss_axis(losses: Iterable[float], batches: Iterable[float], log: bool = False) -> dict[str, Any]:
    """Range and grid for the losses of epochs and of batches: from 0, or logarithmic from below the lowest loss, with the ends as powers of ten (as plotly wants)."""
    values = [v for v in losses if math.isfinite(v)]
    seen = [float(v) for v in batches if math.isfinite(v)]
    end = nice(BEYOND * max(AT_FIRST, min([*values, *seen], default=0)))
    near = sorted(v for v in seen if v <= end)
    shown = [LOSS_ROOM * v for v in values if v <= end] + near[math.ceil(USUAL * len(near)) - 1 if values else -1 :][:1]
    top = min(end, nice(max([*shown, *(v for v in seen[:1] if v <= end)], default=end if values or seen else AT_FIRST)))
    if not values:
        top = min(end, nice(max([AT_FIRST, top])))
    if not log:
        return {"range": [0.0, top], "nticks": 6}
    lowest = max(LOWEST, min([v for v in (*values, *near) if v > 0], default=0.1))
    ends = math.log10(lowest / LOSS_ROOM), math.log10(top)
    ticks = [digit * 10.0**power for power in range(math.floor(ends[0]), math.ceil(ends[1]) + 1) for digit in (1, 2, 5)]
    # Plotly's own labels of 0.2 and 0.5 are a bare 2 and 5.
    return {"type": "log", "range": list(ends), "tickvals": ticks, "ticktext": [f"{tick:g}" for tick in ticks]}


def nice(value: float) -> float:
    """The smallest round number that is not below the value; 1e-3 at least."""
    value = max(value, 1e-3)
    power = 10.0 ** math.floor(math.log10(value))
    return next((top * power for top in TOPS if top * power >= value * (1 - 1e-9)), 10 * power)
