"""When two experiments are the same training, though some of their fields differ."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cnn_core.data.choice import GIVEN
from cnn_core.experiment import Experiment
from cnn_core.training.config import TrainingConfig

RULE = 1
"""The number of the rule below, kept with each plan. Plans have a run for each experiment that it leaves, so it must not change: one that
finds more becomes rule 2, beside it. Rule 0, of earlier versions, finds nothing."""

IDLE: dict[str, tuple[str, ...]] = {
    "constant": ("schedule_factor", "schedule_epochs"),
    "cosine": ("schedule_factor", "schedule_epochs"),
    "exponential": ("schedule_epochs",),
}
"""Fields that a schedule does not use."""


def computed(experiment: Experiment) -> Experiment:
    """The experiment with all that no training of it ever looks at as it is in every other: layers that are switched off, the name of the
    network, and settings of what is not in use. Equal ones give equal runs. This is rule 1."""
    network, data, training = experiment.architecture, experiment.data, experiment.training
    layers = tuple(layer for layer in network.layers if layer.enabled)
    settings = TrainingConfig()
    idle: dict[str, Any] = {name: getattr(settings, name) for name in IDLE.get(training.schedule, ())}
    optimizer = training.optimizer
    if not optimizer.use_ema:
        optimizer = replace(optimizer, ema_momentum=type(optimizer)().ema_momentum)
    if data.validation in ("test", "none", GIVEN):
        data = replace(data, validation_split=type(data)().validation_split)
    if data.scaling != "fixed":
        data = replace(data, offset=type(data)().offset, divisor=type(data)().divisor)
    return replace(
        experiment,
        architecture=replace(network, name="network", layers=layers, ids=()),
        data=data,
        training=replace(training, optimizer=optimizer, **idle),
    )
