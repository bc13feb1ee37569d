"""Changes of an experiment that cure common faults."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cnn_core.doctor.finding import Cure
from cnn_core.experiment import Experiment
from cnn_core.spec import Dropout
from cnn_core.spec.normalisation import BatchNormalization
from cnn_core.training.config import MAX_EPOCHS

SQUASHING = ("sigmoid", "tanh", "softplus")
PATIENCE = 3


def rates(experiment: Experiment) -> tuple[float, float]:
    """The learning rate, and the usual one of its optimizer."""
    optimizer = experiment.training.optimizer
    return optimizer.values()["learning_rate"], type(optimizer)().values()["learning_rate"]


def with_rate(experiment: Experiment, rate: float) -> Cure:
    """Another learning rate."""
    optimizer = replace(experiment.training.optimizer, learning_rate=rate)  # type: ignore[call-arg]
    return Cure(f"Learning rate {rate:g}", _training(experiment, optimizer=optimizer))


def with_epochs(experiment: Experiment, times: int) -> Cure:
    """So many times the epochs, as far as there can be."""
    epochs = min(MAX_EPOCHS, experiment.training.epochs * times)
    return Cure(f"{epochs} epochs", _training(experiment, epochs=epochs))


def with_early_stopping(experiment: Experiment) -> Cure:
    """The weights of the best epoch, and no epochs for nothing."""
    return Cure("early_stopping", _training(experiment, early_stopping=PATIENCE))


def with_dropout(experiment: Experiment) -> tuple[Cure, ...]:
    """Dropout before the head; none where there is some already."""
    architecture = experiment.architecture
    if architecture.head is None or any(isinstance(each, Dropout) and each.enabled for each in architecture.layers):
        return ()
    return (Cure("Dropout 0.5", replace(experiment, architecture=architecture.insert(architecture.head, Dropout(rate=0.5)))),)


def with_relu(experiment: Experiment) -> Cure:
    """Takes relu instead of every activation between the layers that squashes."""
    architecture = experiment.architecture
    for index in squashing(experiment):
        architecture = architecture.edit(index, activation="relu")
    return Cure("relu between the layers", replace(experiment, architecture=architecture))


def squashing(experiment: Experiment) -> list[int]:
    """The layers before the head with an activation whose slope is small almost everywhere."""
    architecture = experiment.architecture
    return [
        index
        for index, layer in enumerate(architecture.layers)
        if layer.enabled and index != architecture.head and getattr(layer, "activation", "") in SQUASHING
    ]


def with_quick_averages(experiment: Experiment, momentum: float) -> Cure:
    """A smaller momentum in every BatchNormalization."""
    architecture = experiment.architecture
    for index, layer in enumerate(architecture.layers):
        if isinstance(layer, BatchNormalization):
            architecture = architecture.edit(index, momentum=momentum)
    return Cure(f"momentum {momentum:g}", replace(experiment, architecture=architecture))


def with_unit_scaling(experiment: Experiment) -> Cure:
    """Pixels from 0 to 1."""
    return Cure("Pixels from 0 to 1", replace(experiment, data=replace(experiment.data, scaling="unit")))


def with_equal_classes(experiment: Experiment) -> Cure:
    """Of one class against the rest, as many images of the others as the class has."""
    return Cure("As many of both", replace(experiment, data=replace(experiment.data, others=0)))


def _training(experiment: Experiment, **values: Any) -> Experiment:
    return replace(experiment, training=replace(experiment.training, **values))
