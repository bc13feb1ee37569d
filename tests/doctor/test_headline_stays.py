"""What the doctor says first does not change with every epoch whose figures lie beside a threshold."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from cnn_core.doctor.diagnose import diagnose
from cnn_core.doctor.facts import Facts
from cnn_core.doctor.fit import validation_above
from cnn_core.presets import PRESETS
from cnn_core.training.optimizers import Adam
from cnn_core.training.overfitting import overfitting_onset
from cnn_core.training.state import Epoch, RunState

MLP = PRESETS["mlp"].experiment
DENSE = (
    (1.8291, 0.4733, 1.308, 0.69),
    (1.0191, 0.8011, 0.8474, 0.78),
    (0.6706, 0.8456, 0.6563, 0.8),
    (0.512, 0.8678, 0.5643, 0.82),
    (0.4135, 0.8967, 0.5325, 0.82),
    (0.3651, 0.9044, 0.5199, 0.83),
    (0.319, 0.9233, 0.4822, 0.84),
    (0.2862, 0.9211, 0.4903, 0.84),
    (0.2616, 0.9422, 0.4542, 0.86),
    (0.2247, 0.9444, 0.4594, 0.87),
    (0.2014, 0.9567, 0.4742, 0.86),
    (0.1814, 0.9533, 0.4785, 0.84),
    (0.157, 0.9722, 0.4751, 0.84),
    (0.1452, 0.9722, 0.4648, 0.83),
    (0.1293, 0.9811, 0.4822, 0.84),
    (0.1217, 0.9778, 0.4676, 0.83),
    (0.1068, 0.9911, 0.4691, 0.82),
    (0.1056, 0.9844, 0.4728, 0.83),
    (0.0916, 0.9856, 0.4905, 0.83),
    (0.0801, 0.9922, 0.4717, 0.82),
)
"""Dense only on 900 digits, validated with 100."""


def after(figures):
    history = tuple(Epoch(number, *each, 1.0, 100.0) for number, each in enumerate(figures, 1))
    return RunState(status="running", history=history, train_size=900, validation_size=100, steps_per_epoch=15, epochs=200)


def test_a_gap_stays_said_through_an_epoch_with_a_few_more_mistakes():
    said = []
    for epochs in range(1, len(DENSE) + 1):
        found = diagnose(MLP, after(DENSE[:epochs]), Facts(), 10)
        said.append(found[0].code if found else "")
    assert [number for number, (before, now) in enumerate(pairwise(said), 2) if before != now] == [15]
    assert said[-1] == "gap"
    (held,) = diagnose(MLP, after(DENSE[:16]), Facts(), 10)
    assert (
        "(97.1% correct in the mean of the last 5 epochs), and others less well: 83.6% of 100 validation images" in held.message
    )


def test_a_gap_that_has_clearly_closed_is_no_longer_said():
    closed = (*DENSE, *[(0.1, 0.97, 0.2, 0.95)] * 5)
    assert diagnose(MLP, after(closed), Facts(), 10) == []


RISEN = [(1.0, 0.7, 1.0, 0.7), (0.5, 0.8, 0.5, 0.85), (0.3, 0.9, 0.6, 0.85), (0.2, 0.93, 0.61, 0.85)]


def onset(*losses):
    figures = [*RISEN, *((0.1 / number, 0.95, loss, 0.85) for number, loss in enumerate(losses, 1))]
    return overfitting_onset(after(figures).history, 1_000)


def test_one_good_epoch_does_not_end_overfitting_and_the_rise_is_a_mean_then():
    turn = onset(0.515, 0.6)
    assert (turn.epoch, turn.rise, turn.epochs) == (2, pytest.approx((0.6 + 0.61 + 0.515 + 0.6) / 4 / 0.5 - 1), 4)
    assert "has risen by 16% (mean of the last 4 epochs) while" in turn.words()
    assert onset(0.62, 0.63).epochs == 1


def test_overfitting_is_over_with_a_loss_below_the_least_or_back_at_it():
    assert onset(0.49) is None
    assert onset(*[0.5001] * 8) is None


def test_a_loss_that_stands_at_a_rate_far_too_large_stays_named():
    """Adam at 0.5: in one epoch the loss lies a little more than a tenth below that of the second."""
    figures = [(13.1, 0.235, 1.75, 0.3), *[(1.98, 0.267, 1.65, 0.33)] * 6, (1.77, 0.28, 1.7, 0.3)]
    large = replace(MLP, training=replace(MLP.training, optimizer=Adam(learning_rate=0.5)))
    for epochs in (7, 8):
        assert [each.code for each in diagnose(large, after(figures[:epochs]), Facts(), 10)] == ["rate-large"]


def test_validation_above_training_stays_said_until_it_is_below():
    """Of 100 images 95% tell of 89% to 98%."""
    far, near, below = (0.5, 0.85, 0.3, 0.95), (0.4, 0.92, 0.3, 0.95), (0.3, 0.96, 0.3, 0.95)
    assert "Validation (95.0%) lies above training (92.0%) in epoch 2" in validation_above(MLP, after([far, near]))
    assert validation_above(MLP, after([near])) == ""
    assert validation_above(MLP, after([far, below, near])) == ""
    assert validation_above(MLP, replace(after([far, near]), status="finished")) == ""
