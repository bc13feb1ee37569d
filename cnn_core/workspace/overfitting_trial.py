"""The try of the lesson on overfitting: whatever is on the desk is made to overfit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cnn_core.experiment import Experiment
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.blocks import NORMALISED
from cnn_core.spec.regularisation import Dropout, GaussianNoise
from cnn_core.spec.shaping import Dense
from cnn_core.summary import summarise
from cnn_core.training.optimizers import Adam
from cnn_core.workspace.trial import Trial, places, train

RATE, BATCH, EPOCHS = 0.003, 16, 100
FEW_WEIGHTS, UNITS = 75_000, 256
"""A network of fewer weights than that reads clean images without ever turning: it gets a layer of so many units."""


def overfitting(experiment: Experiment, classes: int, there: int | None = None) -> Iterator[Trial]:
    """Few images to learn from, steps enough to learn them by heart, weights enough to hold them, and nothing that keeps from it. As many
    images to validate, since a rise that 50 show may be chance. Of fewer than that, all."""
    data = experiment.data
    if data.validation in ("given", "test"):  # what validates is none of the training images
        few, held_back = 500, ""
    else:
        few, held_back = 1000, ", half of them held back to validate"
        kind = "stratified" if data.validation == "none" else data.validation
        data = replace(data, validation=kind, validation_split=0.5)
    enough = there is None or there > few
    data = replace(data, train_size=few if enough else 0)
    images = f"{f'{few:,}' if enough else f'All {there:,}'} training images{held_back}"
    network, without = _unprotected(experiment.architecture)
    if experiment.augmentation.active:
        without.append("no augmentation")
    network, wider = _wide_enough(network, classes)
    change = ", ".join(
        [
            images,
            f"{EPOCHS} epochs in batches of {BATCH}",
            f"Adam with a learning rate of {RATE:g}",
            "no early stopping",
            *without,
            *wider,
        ]
    )
    changed = replace(experiment, architecture=network, data=data, augmentation=type(experiment.augmentation)())
    settings = {"schedule": "constant", "warmup": 0, "label_smoothing": 0.0, "minutes": 0, "early_stopping": 0}
    optimizer = Adam(learning_rate=RATE)
    yield train(changed, change, _look(network), epochs=EPOCHS, batch_size=BATCH, optimizer=optimizer, **settings)


def _unprotected(network: Architecture) -> tuple[Architecture, list[str]]:
    """The network without what keeps it from learning by heart, and what that was, in words."""
    without = []
    for kind, words in ((Dropout, "no Dropout"), (GaussianNoise, "no noise")):
        found = places(network, kind)
        for place in found:
            network = network.edit(place, enabled=False)
        without += [words] if found else []
    penalised = [place for place, layer in enumerate(network.layers) if getattr(layer, "l1", 0) or getattr(layer, "l2", 0)]
    for place in penalised:
        network = network.edit(place, l1=0.0, l2=0.0)
    return network, [*without, *(["no l1 and l2"] if penalised else [])]


def _wide_enough(network: Architecture, classes: int) -> tuple[Architecture, list[str]]:
    if network.head is None or _normalised(network) or summarise(network, classes).params >= FEW_WEIGHTS:
        return network, []
    return network.insert(network.head, Dense(units=UNITS)), [f"Dense {UNITS} before the last Dense"]


def _look(network: Architecture) -> str:
    """What is promised. Batch normalisation keeps the validation loss from rising: only the gap is sure there."""
    if _normalised(network):
        return "Watch the gap: the orange loss falls to nearly 0, and the blue one stays far above it."
    return "Watch where the blue loss turns while the orange one falls to nearly 0."


def _normalised(network: Architecture) -> bool:
    return any(isinstance(layer, NORMALISED) and layer.enabled for layer in network.layers)
