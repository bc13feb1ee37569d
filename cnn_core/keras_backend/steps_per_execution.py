"""How many batches Keras runs per execution: enough to reduce overhead, few enough that charts move and a stop is quick."""

from __future__ import annotations

from math import prod

from cnn_core.keras_backend.checked_rows import checked_rows
from cnn_core.spec.architecture import Architecture

MAX_STEPS = 16
MIN_POINTS = 20
WORK_AT_ONCE = 2e9
"""Multiply-accumulates per execution: 0.2 s at 10 billion per second, the speed of two cores of a slow laptop."""
TRAINING_COSTS = 3
"""Forward once, backward twice: for the weights and for the inputs."""
NUMBER_COSTS = 20
"""Writing and reading one number of a feature map takes as long as this many multiply-accumulates."""


def work(architecture: Architecture) -> float:
    """Cost of one image in training, in multiply-accumulates."""
    return float(TRAINING_COSTS * sum(row.macs + NUMBER_COSTS * prod(row.output_shape) for row in checked_rows(architecture)))


def steps_per_execution(architecture: Architecture, batch_size: int, steps_per_epoch: int) -> int:
    """Batches between two checks of the run control, 1 to 16. Depends on the experiment alone, so that equal runs have equal curves."""
    quick_enough = int(WORK_AT_ONCE / (work(architecture) * batch_size or 1))
    enough_points = steps_per_epoch // MIN_POINTS
    return max(1, min(quick_enough, enough_points, MAX_STEPS))
