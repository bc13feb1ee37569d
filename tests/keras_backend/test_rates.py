"""A learning rate that a person changes while the network trains."""

import threading

import keras
import numpy as np
import pytest
from training_fakes import Person, Recorder, corners, experiment

from cnn_core.keras_backend.rates import change_rate
from cnn_core.keras_backend.train import train
from cnn_core.training.fold import fold
from cnn_core.training.interface import Resume
from cnn_core.training.optimizers import SGD

CHOSEN = experiment(epochs=3, optimizer=SGD(learning_rate=0.1, momentum=0.9))


def test_it_is_recorded_holds_from_then_on_and_goes_on_after_a_resume():
    person = Person()
    person.factors = [0.5]
    recorder = Recorder()
    whole = train(CHOSEN, corners(), recorder, person)
    (change,) = recorder.named("rate")
    assert (change["epoch"], change["learning_rate"]) == (1, pytest.approx(0.05))
    assert [epoch["learning_rate"] for epoch in recorder.named("epoch")] == pytest.approx([0.05] * 3)
    state = fold(recorder.events)
    assert state.rates_by_hand == ((1, pytest.approx(0.05)),)
    assert state.history[-1].learning_rate == pytest.approx(0.05)
    weights, memory = recorder.checkpoints[1]
    rest = train(CHOSEN, corners(), Recorder(), Person(), Resume(epoch=1, weights=weights, state=memory))
    for name, value in whole.weights.items():
        np.testing.assert_array_equal(rest.weights[name], value)


def test_in_a_pause_it_changes_at_once():
    """Nothing was seen of it until the pause was over."""
    person, said = Person(), []

    class Waiting(Recorder):
        def emit(self, event):
            super().emit(event)
            said.append(event["event"])
            if event["event"] == "batches" and "paused" not in said:
                person.pause.set()
            if event["event"] == "paused":
                person.factors = [0.5, 0.5]
            if event["event"] == "rate":
                person.pause.clear()

    recorder = Waiting()
    threading.Timer(60, person.pause.clear).start()
    train(CHOSEN, corners(), recorder, person, file_export=False)
    assert said[said.index("paused") :][:3] == ["paused", "rate", "resumed"]
    assert fold(recorder.events).rates_by_hand == ((1, pytest.approx(0.025)),)


def test_it_stays_a_rate():
    optimizer = keras.optimizers.SGD(learning_rate=800.0)
    assert change_rate(optimizer, 2.0) == 1000.0
    assert float(optimizer.learning_rate) == 1000.0
    assert change_rate(keras.optimizers.SGD(learning_rate=1e-9), 0.5) == 1e-9
