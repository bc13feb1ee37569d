"""Edits of an experiment that may give a better result: what to try first, to beat a figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cnn_core.experiment import Experiment
from cnn_core.spec.architecture import MAX_LAYERS, Architecture
from cnn_core.spec.convolution import Conv2D
from cnn_core.spec.regularisation import Dropout
from cnn_core.summary import summarise

OFFERED = 2
MOST_FILTERS = 256
SHIFT = 0.1


@dataclass(frozen=True)
class Improvement:
    """The edited experiment, what is changed, and why it may help."""

    experiment: Experiment
    change: str
    why: str


def improvements(experiment: Experiment, classes: int) -> list[Improvement]:
    """The first two that this experiment has not yet, and that break nothing; fewer if there are no more."""
    broken = len(summarise(experiment.architecture, classes).errors)
    fit = [each for each in _all(experiment) if len(summarise(each.experiment.architecture, classes).errors) <= broken]
    return fit[:OFFERED]


def _all(experiment: Experiment) -> Iterator[Improvement]:
    network, data = experiment.architecture, experiment.data
    if data.train_size:
        every = replace(experiment, data=replace(data, train_size=0))
        yield Improvement(every, "All training images", "More images teach more than any change of the network.")
    if network.head is not None and len(network.layers) < MAX_LAYERS and not _has(network, Dropout):
        calmer = network.insert(network.head, Dropout(rate=0.3))
        why = "It switches numbers off at random while it trains, so that the network memorises less."
        yield Improvement(replace(experiment, architecture=calmer), "Dropout in front of the last Dense", why)
    if not experiment.augmentation.active:
        moved = replace(experiment, augmentation=replace(experiment.augmentation, translation=SHIFT))
        yield Improvement(moved, "Images moved at random", "Each epoch shows them in other places: the network memorises less.")
    if wider := _wider(network):
        why = "More filters find more kinds of patterns; time and weights grow with them."
        yield Improvement(replace(experiment, architecture=wider), "Twice the filters", why)


def _has(network: Architecture, kind: type) -> bool:
    return any(isinstance(layer, kind) and layer.enabled for layer in network.layers)


def _wider(network: Architecture) -> Architecture | None:
    """With twice the filters in each Conv2D; None if there is none, or if that were too many."""
    places = [i for i, layer in enumerate(network.layers) if isinstance(layer, Conv2D) and layer.enabled]
    counts = [2 * int(network.layers[place].values()["filters"]) for place in places]
    if not places or max(counts) > MOST_FILTERS:
        return None
    for place, count in zip(places, counts, strict=True):
        network = network.edit(place, filters=count)
    return network
