"""Whether the experiment on the desk is the one that a run trained."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.experiment import Experiment

SAME, OTHER_NETWORK, OTHER_DATA, OTHER_SETTINGS = "same", "other network", "other data", "other settings"


def standing(desk: Experiment, run: Experiment) -> str:
    """SAME, or what differs first: the network (names do not count), the data, or the settings."""
    if replace(desk.architecture, name=run.architecture.name) != run.architecture:
        return OTHER_DATA if asks(desk) != asks(run) and _same_layers(desk, run) else OTHER_NETWORK
    if desk.data != run.data:
        return OTHER_DATA
    return SAME if replace(desk, architecture=run.architecture) == run else OTHER_SETTINGS


def asks(experiment: Experiment) -> tuple[str, str]:
    """The dataset, and whether all its classes are told apart or one from the rest: the head of a network follows both."""
    return experiment.data.dataset, experiment.data.task


def _same_layers(desk: Experiment, run: Experiment) -> bool:
    """Whether only the size of the image and the units of the head differ, which follow the data."""
    head = desk.architecture.head
    units = 1 if head is None else desk.architecture.layers[head].values()["units"]
    return run.architecture.fit_to(desk.architecture.input_shape, units).layers == desk.architecture.layers
