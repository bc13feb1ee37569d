"""How long the next training will take on this machine."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cnn_core.data.catalogue import entry_of
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.forecast import beside_epochs, memory_bytes, sizes_of, work_of
from cnn_core.summary import Summary
from cnn_core.text import duration
from pages.widgets.state.laboratory import laboratory


@dataclass(frozen=True)
class Forecast:
    """Training images, seconds per epoch and in total, no more than the minutes that are set, and bytes during training.

    The total has what a run takes beside its epochs, which in a plan of many short runs is the most of it.
    """

    images: int
    epoch: float
    total: float
    memory: float


def forecast(experiment: Experiment, summary: Summary) -> Forecast | None:
    """None if the network does not work, or while this machine is being measured."""
    slowness = laboratory().machine.slowness
    if slowness is None or summary.errors:
        return None
    try:
        entry = entry_of(experiment.data.dataset)
    except LabError:
        return None
    train, validation = sizes_of(experiment.data, entry.train_size, entry.test_size, len(entry.class_names))
    training = experiment.training
    epoch = work_of(summary, train, validation, training.batch_size).seconds(slowness=slowness)
    beside = beside_epochs(summary, entry.test_size, slowness)
    total = min(epoch * training.epochs + beside, 60.0 * training.minutes or math.inf)
    return Forecast(train, epoch, total, memory_bytes(summary, train + validation, training.batch_size))


def about(seconds: float) -> str:
    """A duration with two significant digits."""
    if seconds < 1:
        return "a second"
    return duration(float(f"{seconds:.2g}"))


def roughly(seconds: float) -> str:
    """The same as an estimate: `about 12 s`, or `less than a second`, which says less than the nearest second would."""
    return "less than a second" if seconds < 1 else f"about {about(seconds)}"
