"""Changes of an experiment that cure common faults; none where the change cannot be trained, or changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cnn_core.doctor.finding import Cure
from cnn_core.errors import SpecError
from cnn_core.experiment import Experiment
from cnn_core.spec import Dropout, SpatialDropout2D
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.blocks import NORMALISED
from cnn_core.summary import Summary, summarise
from cnn_core.text import plural
from cnn_core.training.config import BALANCED, MAX_EPOCHS
from cnn_core.training.optimizers import MIN_RATE, SGD, Adam

SQUASHING = ("sigmoid", "tanh", "softplus")
PATIENCE = 3
LARGE_SPLIT = 0.3


def rates(experiment: Experiment) -> tuple[float, float]:
    """The learning rate, and the usual one of its optimizer."""
    optimizer = experiment.training.optimizer
    return optimizer.values()["learning_rate"], type(optimizer)().values()["learning_rate"]


def smaller(rate: float) -> float:
    """A tenth of a learning rate, as far down as there can be."""
    return max(MIN_RATE, rate / 10)


def with_rate(experiment: Experiment, rate: float) -> tuple[Cure, ...]:
    """Another learning rate."""

    def changed() -> Experiment:
        optimizer = replace(experiment.training.optimizer, learning_rate=rate)  # type: ignore[call-arg]
        return _training(experiment, optimizer=optimizer)

    return offered(f"Learning rate {rate:g}", experiment, changed)


def with_adam(experiment: Experiment) -> tuple[Cure, ...]:
    """Adam with its usual rate in place of plain gradient descent; none where there is another optimizer, since each of these adapts its steps."""
    if not isinstance(experiment.training.optimizer, SGD):
        return ()
    return offered("Adam", experiment, lambda: _training(experiment, optimizer=Adam()))


def with_epochs(experiment: Experiment, times: int) -> tuple[Cure, ...]:
    """So many times the epochs, as far as there can be."""
    epochs = min(MAX_EPOCHS, experiment.training.epochs * times)
    return offered(f"{epochs} epochs", experiment, lambda: _training(experiment, epochs=epochs))


def with_early_stopping(experiment: Experiment) -> tuple[Cure, ...]:
    """The weights of the best epoch, and no epochs for nothing; none where it stops early already."""
    if experiment.training.early_stopping:
        return ()
    return offered("early_stopping", experiment, lambda: _training(experiment, early_stopping=PATIENCE))


def with_dropout(experiment: Experiment) -> tuple[Cure, ...]:
    """Dropout before the head; none where there is some already."""
    architecture, head = experiment.architecture, experiment.architecture.head
    if head is None or any(isinstance(each, Dropout) and each.enabled for each in architecture.layers):
        return ()

    def changed() -> Experiment:
        return replace(experiment, architecture=architecture.insert(head, Dropout(rate=0.5)))

    return offered("Dropout 0.5", experiment, changed)


def with_augmentation(experiment: Experiment) -> tuple[Cure, ...]:
    """Training images moved and turned a little, which leaves digits and most other things what they are; none where they are changed
    already."""
    if experiment.augmentation.active:
        return ()
    changed = replace(experiment.augmentation, translation=0.1, rotation=0.03)
    return offered("Augmentation", experiment, lambda: replace(experiment, augmentation=changed))


def with_all_images(experiment: Experiment) -> tuple[Cure, ...]:
    """All training images; none where all are taken already."""
    return offered("All training images", experiment, lambda: replace(experiment, data=replace(experiment.data, train_size=0)))


def splits(experiment: Experiment) -> bool:
    """Whether a part of the training images validates, which grows with their number and with `validation_split`."""
    return experiment.data.validation in ("stratified", "last")


def with_larger_validation(experiment: Experiment) -> tuple[Cure, ...]:
    """A larger part of the training images validates; none where it is large, or they are not taken from these."""
    data = experiment.data
    if not splits(experiment) or data.validation_split >= LARGE_SPLIT:
        return ()
    label = f"validation_split {LARGE_SPLIT:g}"
    return offered(label, experiment, lambda: replace(experiment, data=replace(data, validation_split=LARGE_SPLIT)))


def with_relu(experiment: Experiment) -> tuple[Cure, ...]:
    """Takes relu instead of every activation between the layers that squashes."""

    def changed() -> Experiment:
        architecture = experiment.architecture
        for index in squashing(experiment):
            architecture = architecture.edit(index, activation="relu")
        return replace(experiment, architecture=architecture)

    return offered("relu between the layers", experiment, changed)


def squashing(experiment: Experiment) -> list[int]:
    """The layers before the head with an activation whose slope is small almost everywhere."""
    architecture = experiment.architecture
    return [
        index
        for index, layer in enumerate(architecture.layers)
        if layer.enabled and index != architecture.head and getattr(layer, "activation", "") in SQUASHING
    ]


def with_quick_averages(experiment: Experiment, momentum: float) -> tuple[Cure, ...]:
    """A smaller momentum in every BatchNormalization, those inside blocks too."""

    def changed() -> Experiment:
        architecture = experiment.architecture
        for index, layer in enumerate(architecture.layers):
            if isinstance(layer, NORMALISED):
                architecture = architecture.edit(index, momentum=momentum)
        return replace(experiment, architecture=architecture)

    return offered(f"BatchNormalization momentum {momentum:g}", experiment, changed)


def with_unit_scaling(experiment: Experiment) -> tuple[Cure, ...]:
    """Pixels from 0 to 1."""
    return offered("Pixels from 0 to 1", experiment, lambda: replace(experiment, data=replace(experiment.data, scaling="unit")))


def with_equal_classes(experiment: Experiment) -> tuple[Cure, ...]:
    """Of one class against the rest, as many images of the others as the class has."""
    return offered("As many of both", experiment, lambda: replace(experiment, data=replace(experiment.data, others=0)))


def with_balanced_classes(experiment: Experiment) -> tuple[Cure, ...]:
    """Each class counts the same in the loss."""
    return offered("class_weight balanced", experiment, lambda: _training(experiment, class_weight=BALANCED))


def with_batch(experiment: Experiment, size: int) -> tuple[Cure, ...]:
    """Another batch size."""
    return offered(f"batch_size {size}", experiment, lambda: _training(experiment, batch_size=size))


def together(experiment: Experiment, rate: Cure, batch: Cure) -> tuple[Cure, ...]:
    """The learning rate of one cure and the batch size of another."""
    optimizer, size = rate.experiment.training.optimizer, batch.experiment.training.batch_size
    label = f"{rate.label} and {batch.label}"
    return offered(label, experiment, lambda: _training(experiment, optimizer=optimizer, batch_size=size))


def with_drawn_validation(experiment: Experiment) -> tuple[Cure, ...]:
    """Validation images drawn from all classes."""
    drawn = replace(experiment.data, validation="stratified")
    return offered("Validation from all classes", experiment, lambda: replace(experiment, data=drawn))


def without(experiment: Experiment, images: tuple[int, ...]) -> tuple[Cure, ...]:
    """These training images are left out, as far as an experiment can name so many."""

    def changed() -> Experiment:
        gone = tuple(sorted({*experiment.data.left_out, *images}))
        return replace(experiment, data=replace(experiment.data, left_out=gone))

    return offered(f"Without {plural(len(images), 'training image')}", experiment, changed)


def with_half_dropout(experiment: Experiment) -> tuple[Cure, ...]:
    """Half of each dropout; none where there is no dropout."""

    def changed() -> Experiment:
        architecture = experiment.architecture
        for index, layer in enumerate(architecture.layers):
            if isinstance(layer, Dropout | SpatialDropout2D) and layer.enabled:
                architecture = architecture.edit(index, rate=layer.rate / 2)
        return replace(experiment, architecture=architecture)

    return offered("Half of the dropout", experiment, changed)


def with_width(experiment: Experiment, times: int) -> tuple[Cure, ...]:
    """So many times the filters and units of each layer before the head, but those that are reused: their weights have a size."""
    reused = experiment.transfer.layers

    def changed() -> Experiment:
        architecture = experiment.architecture
        for index, layer in enumerate(architecture.layers):
            for name in ("filters", "units"):
                if reused <= index != architecture.head and hasattr(layer, name) and layer.enabled:
                    architecture = architecture.edit(index, **{name: times * getattr(layer, name)})
        return replace(experiment, architecture=architecture)

    where = " of layers that are not reused" if reused else ""
    return offered(f"{times} times the filters and units{where}", experiment, changed)


def offered(label: str, experiment: Experiment, changed: Callable[[], Experiment]) -> tuple[Cure, ...]:
    """The change under this label; none where it cannot be trained, or changes nothing."""
    try:
        found = changed()
    except SpecError:
        return ()
    if found == experiment:
        return ()
    if found.architecture != experiment.architecture and not _can_replace(experiment, found.architecture):
        return ()
    return (Cure(label, found, experiment),)


def _can_replace(experiment: Experiment, changed: Architecture) -> bool:
    """Whether the changed network works, and takes the weights of the layers that the experiment reuses."""
    summary, reused = summarise(changed), experiment.transfer.layers
    return not summary.errors and (
        not reused or _weights(summary, reused) == _weights(summarise(experiment.architecture), reused)
    )


def _weights(summary: Summary, layers: int) -> dict[tuple[int, str], tuple[int, ...]]:
    """The shapes of the weights of so many layers, by index and name."""
    return {(row.index, weight.name): weight.shape for row in summary.rows if row.index < layers for weight in row.weights}


def _training(experiment: Experiment, **values: Any) -> Experiment:
    return replace(experiment, training=replace(experiment.training, **values))
