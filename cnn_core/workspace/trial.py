"""A lesson's proposal: an edit of an experiment, and where its effect is seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cnn_core.experiment import Experiment
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.layer import Layer

BUILD, TRAIN = "build", "train"


@dataclass(frozen=True)
class Trial:
    """The edited experiment, what was changed, what to look at, and the page that shows it: `build` or `train`."""

    experiment: Experiment
    change: str
    look: str
    page: str


def places(network: Architecture, kind: type[Layer]) -> list[int]:
    return [i for i, layer in enumerate(network.layers) if isinstance(layer, kind) and layer.enabled]


def build(experiment: Experiment, network: Architecture, change: str, look: str) -> Trial:
    return Trial(replace(experiment, architecture=network), change, look, BUILD)


def train(experiment: Experiment, change: str, look: str, **values: Any) -> Trial:
    return Trial(replace(experiment, training=replace(experiment.training, **values)), change, look, TRAIN)
