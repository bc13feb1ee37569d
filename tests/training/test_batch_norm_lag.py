"""Unsettled averages and learning by heart are told apart by the accuracy on training images at inference."""

import pytest

from cnn_core.spec import Architecture, BatchNormalization, Conv2D
from cnn_core.training.batch_norm_lag import batch_norm_lag
from cnn_core.training.overfitting import overfitting_onset
from cnn_core.training.state import Epoch


def history(*epochs):
    """(training, validation, training images at inference) of each epoch; the validation loss rises from the first one on."""
    return tuple(
        Epoch(n, 1 / n, training, 1 + n / 10, validation, 1.0, 100.0, checked)
        for n, (training, validation, checked) in enumerate(epochs, start=1)
    )


def network(momentum):
    return Architecture(name="bn", input_shape=(28, 28, 1), layers=(Conv2D(), BatchNormalization(momentum=momentum)))


MEASURED = ((0.84, 0.53, 0.63), (0.919, 0.23, 0.26), (0.949, 0.19, 0.21), (0.974, 0.17, 0.15))
"""Two blocks of Conv2D, BatchNormalization, relu and pooling on 1,000 digits."""


def test_the_same_images_read_badly_at_inference_are_averages_that_are_not_settled():
    lag = batch_norm_lag(history(*MEASURED))
    assert (lag.epoch, lag.training, lag.checked) == (4, 0.974, 0.15)
    assert overfitting_onset(history(*MEASURED), 1_000) is None


def test_images_read_well_at_inference_were_learnt_by_heart():
    """200 digits with momentum 0.9, after 30 epochs: 1.0 and 1.0, on others 0.7."""
    learnt = history(*[(1.0, 0.7, 1.0)] * 4)
    assert batch_norm_lag(learnt) is None
    assert overfitting_onset(learnt, 1_000).epoch == 1


@pytest.mark.parametrize("epochs", [[], [(0.9, 0.88, None)], [(0.9, None, None)], [(0.9, 0.8, 0.88)]])
def test_nothing_is_said_where_there_is_nothing_to_say(epochs):
    assert batch_norm_lag(history(*epochs)) is None


def test_what_the_averages_still_hold_is_the_momentum_to_the_power_of_the_batches():
    """0.99^60 = 0.547; 0.9^60 = 0.0018."""
    lag = batch_norm_lag(history(*MEASURED))
    words = lag.words(network(0.99), 15)
    assert "still hold 55% of the values they began with (momentum 0.99, 60 batches)" in words
    assert words.endswith("train longer, take smaller batches, or use momentum=0.9 in BatchNormalization.")
    assert lag.words(network(0.9), 15).endswith("lower the learning rate.")


def losses(loss, val_loss, checked, accuracy=0.82):
    """One epoch whose accuracies agree."""
    return (Epoch(3, loss, accuracy, val_loss, 0.8, 1.0, 100.0, 0.84, checked_loss=checked),)


def test_answers_that_are_right_and_hardly_sure_at_inference_are_told_by_the_loss():
    """Small CNN with one BatchNormalization on 900 digits, 45 batches, as measured: 0.99^45 = 0.636."""
    lag = batch_norm_lag(losses(0.5654, 1.9234, 1.9024))
    assert lag.losses == (0.5654, 1.9024)
    words = lag.words(network(0.99), 15)
    assert words.startswith(
        "Batch normalization is not settled: after epoch 3 the loss on its own training images is 1.90 when the network is used, and 0.57 "
        "while it learns (84% and 82% correct). Learning"
    )
    assert "still hold 64%" in words


@pytest.mark.parametrize(
    ("loss", "val_loss", "checked"),
    [
        (0.5654, 1.9234, 0.6),  # the training images are read as they were learned: others are harder
        (0.5654, 1.9234, 1.0),  # the larger part of the gap is another
        (0.02, 0.1, 0.06),  # three times next to nothing
        (0.5654, 1.9234, None),
    ],
)
def test_a_loss_that_others_alone_have_is_no_lag(loss, val_loss, checked):
    assert batch_norm_lag(losses(loss, val_loss, checked)) is None
