"""What a menu says of a run beside its name: what is not as usual."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnn_core.data.choice import DataChoice
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.runs.particular import particular
from cnn_core.training.config import TrainingConfig
from cnn_core.training.optimizers import SGD, Adam

USUAL = Experiment(architecture=PRESETS["mlp"].experiment.architecture)


def test_a_run_with_usual_settings_has_nothing_particular():
    assert particular(USUAL) == ""
    assert particular(replace(USUAL, training=TrainingConfig(epochs=50))) == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"training": TrainingConfig(optimizer=SGD(learning_rate=0.1))}, "SGD 0.1"),
        ({"training": TrainingConfig(optimizer=SGD())}, "SGD"),
        ({"training": TrainingConfig(optimizer=Adam(learning_rate=0.01), seed=2)}, "Adam 0.01, seed 2"),
        ({"data": DataChoice(train_size=1000, validation="none")}, "1,000 images, no validation"),
        ({"data": DataChoice(task="one-against-rest", target=3)}, "class 3 or not"),
        ({"data": DataChoice(dataset="fashion_mnist", task="one-against-rest", target=9)}, "class Ankle boot or not"),
        ({"data": DataChoice(dataset="own-000000000000", task="one-against-rest", target=9)}, "class 9 or not"),
        (
            {"data": DataChoice(train_size=500), "training": TrainingConfig(batch_size=32, early_stopping=2, seed=7)},
            "500 images, batches of 32, early stopping",
        ),
    ],
)
def test_at_most_three_unusual_settings_are_named(change, words):
    assert particular(replace(USUAL, **change)) == words
