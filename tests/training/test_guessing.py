"""A network that only guesses is told so, and no other."""

from __future__ import annotations

import pytest

from cnn_core.training.guessing import guessing, loss_of_guessing
from cnn_core.training.state import Epoch

PLAIN, FOCAL = "categorical_crossentropy", "categorical_focal_crossentropy"


def epoch(loss, accuracy, val_loss=None, val_accuracy=None):
    return (Epoch(3, loss, accuracy, val_loss, val_accuracy, 1.0, 100.0),)


MEASURED = epoch(2.306, 0.103, 2.303, 0.113)
"""Small CNN on 900 digits with SGD at a rate of 2."""


def test_the_loss_of_guessing_among_ten_is_named():
    """The natural logarithm of 10 is 2.302585."""
    said = guessing(MEASURED, 900, 10, PLAIN).words()
    assert said.startswith("It guesses: 2.303 is the loss of guessing among ten")
    assert "training loss is 2.306 with 10% right" in said


@pytest.mark.parametrize("classes", [2, 3, 10, 100])
def test_equal_probabilities_for_all_classes_are_guessing(classes):
    """scikit-learn's log_loss of a uniform prediction is ln of the number of classes."""
    from sklearn.metrics import log_loss

    labels = [number % classes for number in range(20 * classes)]
    loss = log_loss(labels, [[1 / classes] * classes] * len(labels))
    assert guessing(epoch(loss, 1 / classes), len(labels), classes, PLAIN)


@pytest.mark.parametrize(
    "history",
    [
        (),
        epoch(2.1, 0.1),  # the loss has begun to fall
        epoch(2.31, 0.3),  # right more often than by chance
        epoch(2.303, 0.1, 0.5, 0.85),  # the epoch began with guesses; at its end it reads well
    ],
)
def test_a_network_that_learns_is_not_called_guessing(history):
    assert guessing(history, 9_000, 10, PLAIN) is None


def test_with_two_classes_of_unequal_size_the_loss_tells():
    """Always naming the class of 80% has a loss of 0.50, below ln 2 = 0.69."""
    assert guessing(epoch(0.5004, 0.8), 9_000, 2, PLAIN) is None


@pytest.mark.parametrize("classes", [2, 10])
@pytest.mark.parametrize("smoothing", [0.0, 0.2])
@pytest.mark.parametrize("loss", [PLAIN, FOCAL])
def test_the_loss_of_guessing_is_what_keras_computes_for_equal_probabilities(loss, smoothing, classes):
    keras = pytest.importorskip("keras")
    kind = {PLAIN: keras.losses.CategoricalCrossentropy, FOCAL: keras.losses.CategoricalFocalCrossentropy}[loss]
    labels = [[float(row == place) for place in range(classes)] for row in range(classes)]
    guessed = [[1 / classes] * classes] * classes
    assert loss_of_guessing(loss, classes) == pytest.approx(float(kind(label_smoothing=smoothing)(labels, guessed)), rel=1e-5)


def test_whoever_guesses_with_the_focal_loss_is_told_so_and_whoever_has_learnt_is_not():
    """0.25 * 0.9^2 * ln 10 = 0.466, far below ln 10."""
    said = guessing(epoch(0.467, 0.103, 0.466, 0.113), 900, 10, FOCAL)
    assert said is not None
    assert said.words().startswith("It guesses: 0.466 is the loss of guessing among ten")
    assert guessing(epoch(0.40, 0.103), 900, 10, FOCAL) is None
