"""The learning rate of each epoch, by hand and against Keras's own schedules."""

import keras
import pytest

from cnn_core.training.config import TrainingConfig
from cnn_core.training.optimizers import SGD, Adam
from cnn_core.training.schedule import by_hand, planned_rates, rate_of, rates_words, scheduled


def rates(**settings):
    return planned_rates(TrainingConfig(optimizer=Adam(learning_rate=0.01), **settings))


def test_by_hand():
    assert rates(epochs=3) == [0.01] * 3
    assert rates(epochs=5, schedule="step", schedule_factor=0.1, schedule_epochs=2) == pytest.approx(
        [0.01, 0.01, 1e-3, 1e-3, 1e-4]
    )
    assert rates(epochs=3, schedule="exponential", schedule_factor=0.5) == pytest.approx([0.01, 0.005, 0.0025])
    assert rates(epochs=4, warmup=2) == pytest.approx([0.005, 0.01, 0.01, 0.01])
    assert rates(epochs=4, warmup=2, schedule="cosine") == pytest.approx([0.005, 0.01, 0.01, 0.005])
    assert rates(epochs=3, schedule="plateau") == [0.01] * 3


def test_against_the_schedules_of_keras_with_an_epoch_for_a_step():
    of_keras = keras.optimizers.schedules
    cosine = of_keras.CosineDecay(0.01, decay_steps=7)
    assert rates(epochs=7, schedule="cosine") == pytest.approx([float(cosine(epoch)) for epoch in range(7)], rel=1e-5)
    falling = of_keras.ExponentialDecay(0.01, decay_steps=3, decay_rate=0.3, staircase=True)
    made = rates(epochs=9, schedule="step", schedule_factor=0.3, schedule_epochs=3)
    assert made == pytest.approx([float(falling(epoch)) for epoch in range(9)], rel=1e-5)


def test_a_plateau_leaves_the_rate_that_it_has_found_after_the_warm_up():
    config = TrainingConfig(schedule="plateau", warmup=2, optimizer=Adam(learning_rate=0.01))
    assert scheduled(config)
    assert rate_of(config, 1, 0.3) == 0.01
    assert rate_of(config, 2, 0.0025) == 0.0025
    assert not scheduled(TrainingConfig(schedule="plateau"))


def test_a_person_may_change_a_rate_that_nothing_else_sets():
    assert by_hand(TrainingConfig())
    assert by_hand(TrainingConfig(schedule="plateau"))
    assert not by_hand(TrainingConfig(schedule="cosine"))
    assert not by_hand(TrainingConfig(optimizer=SGD(decay=1e-4)))
    assert rates_words([(3, 0.0005), (5, 0.00025)]) == "Changed by hand: to 0.0005 in epoch 3, to 0.00025 in epoch 5"
