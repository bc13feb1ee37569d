"""The turn of the validation loss is seen when it is there, and only then."""

import numpy as np
import pytest

from cnn_core.training.overfitting import overfitting_onset, standard_error
from cnn_core.training.state import Epoch, RunState
from tests.figures.one_curve import learning_curves

IMAGES = 1000


def history(training, validation):
    pairs = enumerate(zip(training, validation, strict=True), start=1)
    return tuple(Epoch(n, loss, 0.9, val, 0.9, 1.0, 100.0) for n, (loss, val) in pairs)


FALLING = [0.46, 0.28, 0.23, 0.20, 0.17, 0.15, 0.13, 0.11]


def test_a_lasting_rise_beside_a_falling_training_loss_is_a_turn():
    turned = overfitting_onset(history(FALLING, [0.32, 0.26, 0.24, 0.23, 0.24, 0.25, 0.27, 0.29]), IMAGES)
    assert turned.epoch == 4
    assert turned.rise == pytest.approx(0.29 / 0.23 - 1)
    assert "since epoch 4" in turned.words()
    assert "26%" in turned.words()


def right(accuracy, losses):
    """Epochs of this validation accuracy."""
    return tuple(
        Epoch(n, loss, 0.99, val, accuracy[n - 1], 1.0, 100.0)
        for n, (loss, val) in enumerate(zip(FALLING, losses, strict=False), start=1)
    )


SIX_PERCENT = [0.20, 0.14, 0.10, 0.104, 0.1055, 0.106]


def test_a_rise_that_so_few_images_show_by_chance_is_no_turn():
    """6% on 1,000 images, with the best accuracy so far: 30 images are wrong, and sqrt(0.97 / 30) = 18% is one standard error."""
    seen = right([0.93, 0.95, 0.97, 0.971, 0.972, 0.975], SIX_PERCENT)
    assert overfitting_onset(seen, 1_000) is None
    assert overfitting_onset(seen, 100_000).epoch == 3


def test_the_standard_error_is_that_of_the_number_of_wrong_images():
    """100 draws of 1,000 images of a network that loses 3 on each of its 3% of mistakes."""
    draws = np.random.default_rng(0).binomial(1_000, 0.03, 100_000) * 3 / 1_000
    assert standard_error(0.97, 1_000) == pytest.approx(draws.std() / draws.mean(), rel=0.02)


def test_where_the_accuracy_holds_it_is_said():
    losses = [0.20, 0.14, 0.10, 0.2, 0.3]
    held, fallen = (overfitting_onset(right([0.9, 0.9, 0.9, 0.9, last], losses), IMAGES) for last in (0.91, 0.88))
    assert "Its accuracy holds so far" in held.words()
    assert "holds" not in fallen.words()


def test_early_stopping_is_no_advice_for_a_training_that_has_it():
    turned = overfitting_onset(history(FALLING, [0.32, 0.26, 0.24, 0.23, 0.24, 0.25, 0.27, 0.29]), IMAGES)
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
    assert overfitting_onset(history(training, validation), IMAGES) is None


def test_the_curve_of_the_loss_marks_the_epoch_of_the_turn_and_no_other_curve_does():
    state = RunState(
        status="finished",
        epochs=8,
        validation_size=IMAGES,
        history=history(FALLING, [0.32, 0.26, 0.24, 0.23, 0.24, 0.25, 0.27, 0.29]),
    )
    marks = [shape.x0 for shape in learning_curves(state, "loss").layout.shapes]
    assert marks == [4]
    assert not learning_curves(state, "accuracy").layout.shapes
