"""Overfitting that anybody sees, and that so few validation images do not prove, is said as what it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnn_core.data.augmentation import Augmentation
from cnn_core.doctor.diagnose import diagnose
from cnn_core.doctor.facts import Facts
from cnn_core.presets import PRESETS
from cnn_core.training.by_heart import learned_by_heart
from cnn_core.training.state import Epoch, RunState

MLP = PRESETS["mlp"].experiment
FEW = replace(MLP, data=replace(MLP.data, train_size=500))
EPOCHS = 60
FALLING = [0.5, 0.4, 0.35, 0.31, 0.28, 0.26, 0.25, 0.247, 0.25, 0.26]
RISING = [*FALLING, *(0.26 + 0.004 * epoch for epoch in range(1, EPOCHS - len(FALLING) + 1))]
"""The validation loss of 500 digits, 50 of them for validation: nearly double in the end."""


def history(validated, last_training=0.0005, accuracy=1.0, right=0.98):
    """The training loss falls to its last from 1, and the training accuracy rises."""
    falling = np.geomspace(1.0, last_training, len(validated))
    known = enumerate(zip(falling, validated, strict=True), start=1)
    return tuple(Epoch(n, float(loss), min(accuracy, 0.8 + 0.02 * n), float(val), right, 1.0, 100.0) for n, (loss, val) in known)


def state(epochs, images=50, status="finished"):
    known = {"status": status, "reason": "completed" if status == "finished" else "", "steps_per_epoch": 15}
    return RunState(history=epochs, train_size=450, validation_size=images, epochs=EPOCHS, **known)


def codes(seen, experiment=FEW):
    return [each.code for each in diagnose(experiment, seen, Facts(), 10)]


def test_a_loss_that_nearly_doubles_on_50_images_looks_like_overfitting():
    """The doctor was silent: two standard errors of the loss of 50 images of which one is wrong are more than all of it."""
    (found,) = diagnose(FEW, state(history(RISING)), Facts(), 10)
    assert found.code == "by-heart"
    assert found.message == (
        "It looks like overfitting: the network has learned its training images by heart (loss 0.001, 100% correct), and since about epoch 8 "
        "the validation loss has risen by 78%, from 0.253 to 0.452 (means of 5 epochs). Its accuracy holds so far: it reads as many "
        "correctly and is surer of its mistakes. 50 validation images, of which it reads 1 wrong, are too few to be sure. Try Dropout, "
        "augmentation, more images, or early_stopping, which would have stopped soon after epoch 8. Validate with more images to be sure."
    )
    assert [each.label for each in found.cures] == [
        "Dropout 0.5",
        "early_stopping",
        "Augmentation",
        "All training images",
    ]
    assert found.cures[-1].experiment.data.train_size == 0
    assert codes(state(history(RISING), status="running")) == ["by-heart"]


def test_what_is_proven_is_said_as_proven():
    assert codes(state(history(RISING, right=0.9), images=2_000)) == ["overfitting"]


def test_cures_are_what_the_experiment_does_not_have():
    whole = diagnose(MLP, state(history(RISING)), Facts(), 10)[0]
    assert whole.cures[-1].experiment.data.validation_split == 0.3
    has = replace(
        MLP,
        augmentation=Augmentation(rotation=0.03),
        training=replace(MLP.training, early_stopping=20),
        data=replace(MLP.data, validation="test"),
    )
    (found,) = diagnose(has, state(history(RISING)), Facts(), 10)
    assert [each.label for each in found.cures] == ["Dropout 0.5"]
    assert "early_stopping" not in found.message
    assert "Try Dropout, more images." in found.message
    assert "Validate with more" not in found.message
    (found,) = diagnose(replace(has, data=replace(has.data, train_size=500)), state(history(RISING)), Facts(), 10)
    assert [each.label for each in found.cures] == ["Dropout 0.5", "All training images"]
    assert "Validate with more" not in found.message


@pytest.mark.parametrize(
    "seen",
    [
        history(RISING[:14]),  # not yet for long
        history(RISING, accuracy=0.95),
        history(RISING, last_training=0.2),
        history([*FALLING, *[0.27] * 50]),
        history([*FALLING, *([0.2, 0.5] * 25)]),  # up and down
        history([*RISING[:-5], *[0.26] * 5]),  # come back
        history([*RISING[:-1], 0.0]),
    ],
)
def test_what_does_not_look_so_is_not_called_so(seen):
    assert learned_by_heart(seen) is None


@pytest.mark.parametrize("spread", [0.05, 0.1, 0.2])
def test_a_loss_that_only_wobbles_is_not_called_so(spread):
    """200 runs whose validation loss stands after ten epochs and goes up and down by so much from one epoch to the next."""
    flat = np.maximum(0.25, 0.5 - 0.05 * np.arange(EPOCHS))
    random = np.random.default_rng(0)
    told = [learned_by_heart(history(flat * np.exp(random.normal(0, spread, EPOCHS)))) for _ in range(200)]
    assert not any(told)
