"""Where two causes stand, the graver is named first, and its cure leads out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnn_core.doctor.diagnose import diagnose
from cnn_core.doctor.facts import Facts
from cnn_core.presets import PRESETS
from cnn_core.training.optimizers import Adam
from cnn_core.training.overfitting import overfitting_onset
from cnn_core.training.state import Epoch, RunState

BASE = PRESETS["small-cnn"].experiment


def asked(rate, batch=512):
    return replace(BASE, training=replace(BASE.training, optimizer=Adam(learning_rate=rate), batch_size=batch))


def state(figures, images=450, **values):
    history = tuple(Epoch(number, *each, 1.0, 100.0) for number, each in enumerate(figures, 1))
    known = {"status": "finished", "reason": "completed", "steps_per_epoch": 1, "validation_size": 50}
    return RunState(history=history, train_size=images, **{**known, **values})


THROWN = state([(2.3, 0.1, 5_091_234.0, 0.1), (5_091_234.0, 0.1, 60_000.0, 0.1), (2994.214, 0.096, 21.6, 0.1)])


def test_a_loss_that_exploded_is_named_before_the_batch_that_takes_all_images():
    rate, batch = diagnose(asked(2.0), THROWN, Facts(), 10)
    assert rate.message.startswith(
        "The loss has exploded: after epoch 3 the training loss is 2,990, and 2.303 is the loss of guessing among ten. "
        "10% come right, no more than by guessing. Its learning rate 2 is 2,000 times the usual 0.001"
    )
    assert "takes all 450 training images at once" in batch.message
    assert [each.label for each in rate.cures] == ["Learning rate 0.001", "Learning rate 0.001 and batch_size 16"]
    assert rate.cures[1].experiment == asked(0.001, 16)
    assert batch.cures == ()  # with the rate of 2 it would be as dead


def test_guessing_beside_a_rate_far_too_large_is_named_first_of_what_is_wrong_with_the_parts_too():
    dead = state([(2.31, 0.1, 2.303, 0.1)] * 3)
    facts = Facts(copied=300, tested=2_000, copies=tuple(range(300)))
    assert [each.code for each in diagnose(asked(2.0), dead, facts, 10)] == ["rate-large", "copies", "batch-large"]
    assert [each.code for each in diagnose(asked(0.001), dead, facts, 10)] == ["copies", "batch-large"]


def test_a_loss_that_is_no_number_is_named_before_the_batch():
    failed = state([], status="failed", reason="The loss in epoch 1 is nan: the learning rate 2 is too large; try 0.001.")
    assert [each.code for each in diagnose(asked(2.0), failed, Facts(), 10)] == ["rate-large", "batch-large"]


@pytest.mark.parametrize(("batch", "codes"), [(512, ["rate-large", "batch-large"]), (32, ["rate-large"])])
def test_a_loss_that_exploded_at_a_usual_rate_is_told_a_smaller_one(batch, codes):
    found = diagnose(asked(0.002, batch), replace(THROWN, steps_per_epoch=1 if batch == 512 else 15), Facts(), 10)
    assert [each.code for each in found] == codes
    assert found[0].cures[0].label == "Learning rate 0.0002"


def test_unscaled_pixels_stay_before_the_rate():
    found = diagnose(replace(asked(2.0), data=replace(BASE.data, scaling="fixed")), THROWN, Facts(spread=78.6), 10)
    assert [each.code for each in found] == ["scaling", "rate-large", "batch-large"]


def test_a_loss_that_stands_at_a_rate_far_too_large_is_not_called_overfitting_where_the_validation_loss_wanders_up():
    """Adam at 0.5 on digits: 29% right, and the validation loss rose by 18% from its best."""
    wandering = [
        (13.1, 0.235, 1.751, 0.299),
        (1.98, 0.267, 1.647, 0.326),
        (1.868, 0.266, 1.687, 0.312),
        (1.871, 0.275, 1.735, 0.312),
    ]
    wandering += [(1.883, 0.298, 1.711, 0.312), (1.867, 0.285, 1.834, 0.278), (1.938, 0.245, 1.793, 0.292)]
    wandering += [(1.784, 0.288, 1.889, 0.312), (1.781, 0.285, 1.902, 0.312), (1.79, 0.29, 1.94, 0.3), (1.80, 0.28, 1.97, 0.29)]
    run = state(wandering, images=5_000, steps_per_epoch=40, validation_size=2_000)
    assert overfitting_onset(run.history, run.validation_size) is not None
    assert [each.code for each in diagnose(asked(0.5, 64), run, Facts(), 10)] == ["rate-large"]
    going_on = replace(run, status="running", reason="", history=run.history[:5])
    assert diagnose(asked(0.5, 64), going_on, Facts(), 10) == []
