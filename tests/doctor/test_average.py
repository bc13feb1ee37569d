"""The average of the weights with which a run ends: how much of it is still the beginning."""

from dataclasses import replace

import numpy as np
import pytest

from cnn_core.doctor.diagnose import diagnose
from cnn_core.doctor.facts import Facts
from cnn_core.presets import PRESETS
from cnn_core.training.optimizers import Adam
from cnn_core.training.state import Epoch, RunState

BASE = PRESETS["small-cnn"].experiment
CURVE = ((2.0, 0.3, 2.0, 0.35), (1.0, 0.7, 0.9, 0.75), (0.5, 0.85, 0.5, 0.86), (0.4, 0.9, 0.42, 0.89))


def with_average(momentum):
    return replace(BASE, training=replace(BASE.training, optimizer=Adam(use_ema=True, ema_momentum=momentum)))


def state(steps_per_epoch, **values):
    history = tuple(Epoch(number, *each, 1.0, 100.0) for number, each in enumerate(CURVE, 1))
    known = {"status": "finished", "reason": "completed", "test_accuracy": 0.13, "train_size": 900, "validation_size": 1000}
    return RunState(history=history, steps_per_epoch=steps_per_epoch, **{**known, **values})


def findings(experiment, of):
    return {each.code: each for each in diagnose(experiment, of, Facts(), 10)}


def left_of_the_first(momentum, steps):
    """As Keras does it, weights being 1 after the first step and 0 after all others: the average begins with the first."""
    average = 1.0
    for _ in range(steps - 1):
        average = momentum * average + (1 - momentum) * 0.0
    return average


def test_an_average_of_few_steps_is_named_with_what_is_left_of_the_first_and_a_shorter_one_offered():
    found = findings(with_average(0.99), state(13))["average"]
    assert f"{left_of_the_first(0.99, 52):.0%} of it are still the weights of the first step" in found.message
    assert "reads 13% of the test images, and the last weights 89% of the validation images" in found.message
    (cure,) = found.cures
    assert (cure.label, cure.experiment.training.optimizer.ema_momentum) == ("ema_momentum 0.9", 0.9)
    assert left_of_the_first(0.9, 52) < 0.01 < left_of_the_first(0.95, 52)


def test_of_hardly_any_steps_no_average_is_offered():
    found = findings(with_average(0.99), state(1))["average"]
    assert [each.experiment.training.optimizer.use_ema for each in found.cures] == [False]


@pytest.mark.parametrize(
    ("experiment", "of"),
    [
        (BASE, state(13)),
        (with_average(0.9), state(13)),
        (with_average(0.99), state(100)),
        (with_average(0.99), state(13, status="running", test_accuracy=None)),
    ],
)
def test_nothing_is_said_of_an_average_that_has_forgotten_or_is_not_tested_yet(experiment, of):
    assert "average" not in findings(experiment, of)


def test_keras_averages_so():
    keras = pytest.importorskip("keras")
    weight = keras.Variable(np.zeros(1, np.float32))
    optimizer = keras.optimizers.SGD(learning_rate=1.0, use_ema=True, ema_momentum=0.99)
    optimizer.build([weight])
    seen = []
    for step in range(52):
        optimizer.apply([np.asarray([-1.0 if step == 0 else 1.0 if step == 1 else 0.0], np.float32)], [weight])
        seen.append(float(weight.numpy()[0]))
    assert seen[:3] == [1.0, 0.0, 0.0]
    optimizer.finalize_variable_values([weight])
    assert float(weight.numpy()[0]) == pytest.approx(left_of_the_first(0.99, 52), rel=1e-4)
