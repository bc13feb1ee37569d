"""What each lesson proposes to try on the network of the desk: one edit of the experiment, and where its effect is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from math import log

from cnn_core.experiment import Experiment
from cnn_core.spec.activation import Activation
from cnn_core.spec.architecture import MAX_LAYERS
from cnn_core.spec.convolution import Conv2D
from cnn_core.spec.normalisation import BatchNormalization
from cnn_core.spec.pooling import AveragePooling2D, GlobalAveragePooling2D, MaxPooling2D
from cnn_core.spec.regularisation import Dropout
from cnn_core.spec.shaping import Flatten
from cnn_core.summary import summarise
from cnn_core.training.guessing import loss_of_guessing
from cnn_core.training.optimizers import SGD
from cnn_core.workspace.overfitting_trial import overfitting
from cnn_core.workspace.trial import TRAIN, Trial, build, places, train


def trial_of(
    topic: str, experiment: Experiment, classes: int, tried: Experiment | None = None, images: int | None = None
) -> Trial | None:
    """The first proposal of a lesson that changes this experiment and breaks nothing, and is not what has been `tried` already. Where
    there is none such, that one, or one that the experiment is already; None if the lesson has none for this network. `images` can be
    taken to train on, where that is known; no proposal takes more."""
    broken = len(summarise(experiment.architecture, classes).errors)
    found = None
    propose = partial(overfitting, there=images) if topic == "overfitting" else PROPOSALS[topic]
    for trial in propose(experiment, classes):
        network = trial.experiment.architecture
        if len(network.layers) <= MAX_LAYERS and len(summarise(network, classes).errors) <= broken:
            if trial.experiment not in (experiment, tried):
                return trial
            if found is None or trial.experiment == tried:
                found = trial
    return found


def _pixels(experiment: Experiment, classes: int) -> Iterator[Trial]:
    other, words = ("standard", "mean 0 and standard deviation 1") if experiment.data.scaling == "unit" else ("unit", "0 to 1")
    data = replace(experiment.data, scaling=other)
    yield Trial(
        replace(experiment, data=data), f"Pixels scaled to {words}", "Compare the first epoch with that of your last run.", TRAIN
    )


def _kernel(experiment: Experiment, classes: int) -> Iterator[Trial]:
    network = experiment.architecture
    for place in places(network, Conv2D)[:1]:
        for side in (5, 3) if network.layers[place].values()["kernel_size"] == [3, 3] else (3,):
            change = f"The first Conv2D with a {side}x{side} kernel"
            yield build(experiment, network.edit(place, kernel_size=(side, side)), change, "Its weights follow the area.")


def _sizes(experiment: Experiment, classes: int) -> Iterator[Trial]:
    network = experiment.architecture
    look = "Follow the height and width from row to row."
    for place in places(network, Conv2D):
        other = "same" if network.layers[place].values()["padding"] == "valid" else "valid"
        yield build(experiment, network.edit(place, padding=other), f"{network.layers[place].label} with padding {other}", look)


def _maps(experiment: Experiment, classes: int) -> Iterator[Trial]:
    network = experiment.architecture
    for place in places(network, Conv2D)[:1]:
        filters = network.layers[place].values()["filters"]
        for count in (2 * filters, max(1, filters // 2)):
            if count <= 512:
                look = "Twice the maps below it, and twice the channels that the next layer reads."
                look = look if count > filters else "Half the maps, and half the channels that the next layer reads."
                yield build(experiment, network.edit(place, filters=count), f"{count} filters in the first Conv2D", look)


def _pooling(experiment: Experiment, classes: int) -> Iterator[Trial]:
    network = experiment.architecture
    for kind, other in ((MaxPooling2D, AveragePooling2D), (AveragePooling2D, MaxPooling2D)):
        for place in places(network, kind)[:1]:
            changed = other(**{**network.layers[place].values(), "enabled": True})
            look = "Compare the maps below it: a maximum keeps edges, a mean blurs them."
            yield build(experiment, network.put(place, changed), f"{other.__name__} instead of the first {kind.__name__}", look)
    for place in places(network, Conv2D)[:1]:
        look = "A quarter of the numbers for all layers behind it."
        yield build(experiment, network.insert(place + 1, MaxPooling2D()), "MaxPooling2D behind the first Conv2D", look)


def _flatten(experiment: Experiment, classes: int) -> Iterator[Trial]:
    network = experiment.architecture
    for old, new in ((Flatten, GlobalAveragePooling2D), (GlobalAveragePooling2D, Flatten)):
        for place in places(network, old)[:1]:
            change = f"{new.__name__} instead of {old.__name__}"
            yield build(experiment, network.put(place, new()), change, "Compare the parameters of the Dense layer behind it.")


def _softmax(experiment: Experiment, classes: int) -> Iterator[Trial]:
    optimizer = replace(experiment.training.optimizer, learning_rate=1e-5)  # type: ignore[call-arg]  # each optimizer has one
    level = loss_of_guessing(experiment.training.loss, classes)
    formula = f"ln({classes}) = " if level == log(classes) else ""
    look = f"The loss stays near that of guessing, {formula}{level:.3f}."
    yield train(experiment, "One epoch with a learning rate of 0.00001", look, optimizer=optimizer, epochs=1)


def _labels(experiment: Experiment, classes: int) -> Iterator[Trial]:
    sparse = experiment.training.loss.startswith("sparse")
    other = "categorical_crossentropy" if sparse else "sparse_categorical_crossentropy"
    yield train(experiment, f"The loss {other}", "With the same seed, the curves are the same.", loss=other)


def _gradient(experiment: Experiment, classes: int) -> Iterator[Trial]:
    for rate in (2.0, 0.01):
        words = "too large: the loss jumps, or ends near that of guessing" if rate > 1 else "small enough: the loss falls"
        look = f"A rate of {rate:g} is {words}."
        yield train(experiment, f"SGD with a learning rate of {rate:g}", look, optimizer=SGD(learning_rate=rate))


def _dropout(experiment: Experiment, classes: int) -> Iterator[Trial]:
    network = experiment.architecture
    for place in places(network, Dropout)[:1]:
        look = "Train, and compare the gap between the two curves."
        yield build(experiment, network.edit(place, enabled=False), f"{network.layers[place].label} switched off", look)
    if network.head is not None:
        look = "Train, and compare the gap between the two curves."
        yield build(experiment, network.insert(network.head, Dropout(rate=0.5)), "Dropout 0.5 before the last Dense", look)


def _batch_norm(experiment: Experiment, classes: int) -> Iterator[Trial]:
    network = experiment.architecture
    for place in places(network, BatchNormalization)[:1]:
        look = "Train, and compare how quickly the loss falls."
        yield build(experiment, network.edit(place, enabled=False), "The first BatchNormalization switched off", look)
    for place in places(network, Conv2D)[:1]:
        activation = network.layers[place].values()["activation"]
        plain = network.edit(place, activation="linear").insert(place + 1, BatchNormalization())
        change = "BatchNormalization behind the first Conv2D"
        if activation != "linear":
            plain = plain.insert(place + 2, Activation(activation=activation))
            change += f", before its {activation}"
        yield build(experiment, plain, change, "Train, and compare how quickly the loss falls.")


PROPOSALS: dict[str, Callable[[Experiment, int], Iterator[Trial]]] = {
    "pixels": _pixels,
    "kernel": _kernel,
    "sizes": _sizes,
    "maps": _maps,
    "pooling": _pooling,
    "flatten": _flatten,
    "softmax": _softmax,
    "labels": _labels,
    "gradient": _gradient,
    "dropout": _dropout,
    "batch-norm": _batch_norm,
    "overfitting": overfitting,
}
"""Topic -> what to try, the best first."""
