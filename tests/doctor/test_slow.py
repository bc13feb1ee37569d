"""A network that knows little is told whether its steps are too small or too large by what its curves do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnn_core.doctor.diagnose import diagnose
from cnn_core.doctor.facts import Facts
from cnn_core.presets import PRESETS
from cnn_core.training.optimizers import SGD, Adam
from cnn_core.training.state import Epoch, RunState

BASE = PRESETS["small-cnn"].experiment
SLOW = (
    (2.3161, 0.07, 2.3156, 0.07),
    (2.3094, 0.08, 2.3042, 0.11),
    (2.2978, 0.1144, 2.2946, 0.12),
    (2.2854, 0.1467, 2.2851, 0.16),
    (2.2840, 0.1556, 2.2766, 0.21),
    (2.2723, 0.1678, 2.2674, 0.29),
)
"""Small CNN on 900 digits with SGD at 0.01; twelve epochs more read 61% of the test images."""
TOO_LARGE = (
    (2.3294, 0.0989, 2.4021, 0.11),
    (2.3205, 0.11, 2.3521, 0.1),
    (2.3224, 0.0967, 2.3620, 0.1),
    (2.3248, 0.0922, 2.3514, 0.1),
    (2.3210, 0.0922, 2.4582, 0.1),
    (2.3404, 0.0878, 2.3732, 0.1),
)
"""The same with SGD at 2."""
STANDING = ((2.2, 0.15, 2.2, 0.15), (2.1, 0.2, 2.1, 0.2), (2.08, 0.2, 2.09, 0.2), (2.08, 0.2, 2.1, 0.2), (2.08, 0.2, 2.09, 0.2))


def sgd(rate):
    return replace(BASE, training=replace(BASE.training, optimizer=SGD(learning_rate=rate)))


def after(figures, ended=False, **checked):
    history = tuple(Epoch(number, *each, 1.0, 100.0, **checked) for number, each in enumerate(figures, 1))
    how = {"status": "finished", "reason": "completed"} if ended else {"status": "running"}
    return RunState(history=history, train_size=900, validation_size=100, steps_per_epoch=15, epochs=len(figures), **how)


def found(experiment, state):
    (one,) = diagnose(experiment, state, Facts(), 10)
    return one


@pytest.mark.parametrize("epochs", [3, 4, 5, 6])
def test_a_loss_that_falls_slowly_is_given_more_and_larger_steps(epochs):
    said = found(sgd(0.01), after(SLOW[:epochs], ended=epochs == 6))
    assert said.code == "slow"
    assert said.message.startswith("It learns, but slowly: the validation loss still falls from 2.")
    assert [each.label for each in said.cures] == ["12 epochs", "Learning rate 0.03", "Adam"]
    assert said.cures[2].experiment.training.optimizer == Adam()
    assert "no longer falls" not in said.message


def test_what_it_reads_by_now_is_said_with_what_it_read():
    said = found(sgd(0.01), after(SLOW, ended=True))
    assert said.headline == (
        "It learns, but slowly: the validation loss still falls from 2.295 after epoch 3 to 2.267, and 29% of the validation images come "
        "right, where it was 12%."
    )


@pytest.mark.parametrize("epochs", [1, 2])
def test_of_a_few_epochs_no_smaller_rate_is_advised(epochs):
    said = found(sgd(0.01), after(SLOW[:epochs]))
    assert said.code == "guessing"
    assert [each.label for each in said.cures] == ["18 epochs"]


@pytest.mark.parametrize("epochs", range(1, 7))
def test_a_loss_that_moves_to_and_fro_at_a_large_rate_is_given_a_smaller_one(epochs):
    said = found(sgd(2.0), after(TOO_LARGE[:epochs]))
    assert (said.code, said.cures[0].label) == ("rate-large", "Learning rate 0.01")


def test_a_rate_above_the_usual_with_which_the_loss_falls_steadily_is_not_too_large():
    assert found(sgd(0.05), after(SLOW[:3])).code == "slow"


def test_at_a_usual_rate_a_loss_that_jumps_is_given_a_smaller_one_at_once():
    said = found(BASE, after(((2.9, 0.1, 2.4, 0.1), (2.31, 0.1, 2.31, 0.1))))
    assert [each.label for each in said.cures] == ["Learning rate 0.0001"]


def test_a_figure_of_the_training_with_dropout_is_said_to_be_one():
    said = found(BASE, after(STANDING, ended=True)).message
    assert said.startswith(
        "It underfits: it reads 20% of its own training images right in training, with Dropout on, and the loss no longer"
    )


def test_where_the_training_images_were_looked_at_as_the_network_is_used_that_is_said():
    said = found(BASE, after(STANDING, ended=True, checked_accuracy=0.31)).message
    assert said.startswith("It underfits: it reads 31% of its own training images right, and the loss no longer falls (2.08).")


def test_a_network_that_reads_the_validation_images_is_not_too_small():
    """Much Dropout, which is off when it is validated."""
    figures = [(1.4, 0.6, 0.5, 0.9)] * 5
    assert diagnose(BASE, after(figures, ended=True), Facts(), 10) == []


def test_a_loss_that_levels_off_is_said_to_fall_hardly_and_not_to_stand():
    """A single unit for ten classes; the loss falls in each of its epochs, ever less, and the accuracy does not rise."""
    losses = [2.3183, 2.2397, 2.1742, 2.1173, 2.068, 2.024, 1.9864, 1.9531, 1.9239, 1.899, 1.8765, 1.857, 1.84, 1.829, 1.8242]
    mlp = PRESETS["mlp"].experiment
    said = found(mlp, after([(loss, 0.2, loss - 0.005, 0.2) for loss in losses], ended=True))
    assert said.code == "underfitting"
    assert "hardly falls any more (1.82)" in said.message
