"""The turn of the validation loss is seen when it is there, and only then."""

import pytest

from cnn_core.figures.curves import learning_curves
from cnn_core.training.overfitting import overfitting_onset
from cnn_core.training.state import Epoch, RunState


def history(training, validation):
    pairs = enumerate(zip(training, validation, strict=True), start=1)
    return tuple(Epoch(n, loss, 0.9, val, 0.9, 1.0, 100.0) for n, (loss, val) in pairs)


FALLING = [0.46, 0.28, 0.23, 0.20, 0.17, 0.15, 0.13, 0.11]


def test_a_lasting_rise_beside_a_falling_training_loss_is_a_turn():
    turned = overfitting_onset(history(FALLING, [0.32, 0.26, 0.24, 0.23, 0.24, 0.25, 0.27, 0.29]))
    assert turned.epoch == 4
    assert turned.rise == pytest.approx(0.29 / 0.23 - 1)
    assert "since epoch 4" in turned.words()
    assert "26%" in turned.words()


def test_early_stopping_is_no_advice_for_a_training_that_has_it():
    turned = overfitting_onset(history(FALLING, [0.32, 0.26, 0.24, 0.23, 0.24, 0.25, 0.27, 0.29]))
    assert "early_stopping" in turned.words(stops_early=False)
    assert "early_stopping" not in turned.words(stops_early=True)


@pytest.mark.parametrize(
    ("training", "validation"),
    [
        (FALLING, [0.32, 0.28, 0.26, 0.25, 0.24, 0.23, 0.23, 0.22]),  # goes on falling
        (FALLING, [0.32, 0.26, 0.24, 0.23, 0.24, 0.23, 0.24, 0.235]),  # stands still, with noise
        (FALLING, [0.32, 0.28, 0.26, 0.25, 0.24, 0.23, 0.22, 0.30]),  # one bad epoch
        (FALLING, [0.32, 0.26, 0.24, 0.23, 0.31, 0.25, 0.30, 0.225]),  # came down again
        ([0.5, 0.4, 0.3, 0.2, 0.3, 0.5, 0.6, 0.7], [0.4, 0.3, 0.25, 0.2, 0.4, 0.5, 0.6, 0.8]),  # training diverges: another fault
        (FALLING[:2], [0.3, 0.4]),  # too short to tell
        ([], []),
        (FALLING, [None] * 8),  # without validation
    ],
)
def test_nothing_is_said_when_it_is_not_overfitting(training, validation):
    assert overfitting_onset(history(training, validation)) is None


def test_the_curve_of_the_loss_marks_the_epoch_of_the_turn_and_no_other_curve_does():
    state = RunState(status="finished", epochs=8, history=history(FALLING, [0.32, 0.26, 0.24, 0.23, 0.24, 0.25, 0.27, 0.29]))
    marks = [shape.x0 for shape in learning_curves(state, "loss").layout.shapes]
    assert marks == [4]
    assert not learning_curves(state, "accuracy").layout.shapes
