"""What is particular about a run: the settings that are not the usual ones, in a few words for a menu."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from cnn_core.data.choice import GIVEN, ONE, DataChoice
from cnn_core.data.task import TARGET, class_names
from cnn_core.errors import DatasetError
from cnn_core.experiment import Experiment
from cnn_core.text import plural
from cnn_core.training.config import TrainingConfig
from cnn_core.training.precision import BFLOAT16

MAX_WORDS = 3
VALIDATION = {
    "last": "validation with the last images",
    "test": "validation with the test",
    "none": "no validation",
    GIVEN: "validation as given",
}


def particular(experiment: Experiment) -> str:
    """`SGD 0.1, 1,000 images, seed 2`: the first three of what differs from the defaults; empty if nothing does.

    Neither the number of epochs nor what changes no number, as the form of the labels, is particular.
    """
    found = [*_data(experiment), *_training(experiment.training)]
    return ", ".join(found[:MAX_WORDS])


def _data(experiment: Experiment) -> Iterator[str]:
    data, usual = experiment.data, DataChoice()
    if data.task == ONE:
        yield f"class {_target(data)} or not"
    if experiment.transfer.active:
        yield f"{plural(experiment.transfer.layers, 'layer')} reused"
    if experiment.augmentation.active:
        yield "augmented"
    if data.train_size:
        yield plural(data.train_size, "image")
    if data.validation != usual.validation:
        yield VALIDATION[data.validation]
    if data.scaling != usual.scaling:
        yield f"{data.scaling} scaling"


def _target(data: DataChoice) -> str:
    """What the class is called; its number where the images are gone."""
    with suppress(DatasetError):
        return class_names(data)[TARGET]
    return str(data.target)


def _training(training: TrainingConfig) -> Iterator[str]:
    usual, rate = TrainingConfig(), training.optimizer.values()["learning_rate"]
    usual_rate = type(training.optimizer)().values()["learning_rate"]
    if training.optimizer.kind != usual.optimizer.kind or rate != usual_rate:
        yield training.optimizer.kind + (f" {rate:g}" if rate != usual_rate else "")
    if training.batch_size != usual.batch_size:
        yield f"batches of {training.batch_size}"
    if training.early_stopping:
        yield "early stopping"
    if training.class_weight != usual.class_weight:
        yield "balanced classes"
    if training.seed != usual.seed:
        yield f"seed {training.seed}"
    if training.precision == BFLOAT16:
        yield "bfloat16"
