"""A person stops and pauses."""

import threading
import time

import numpy as np
import pytest
from training_fakes import Person, Recorder, corners, experiment, network

from cnn_core.keras_backend import evaluate_test_set
from cnn_core.keras_backend.predict import Predictor
from cnn_core.keras_backend.run_control import RunControl, Stopped
from cnn_core.keras_backend.train import train
from cnn_core.spec import Conv2D


class Reacting(Recorder):
    """Does something when the n-th event of a name comes; its word counts for a phase."""

    def __init__(self, name, number, act):
        super().__init__()
        self._name, self._left, self._act = name, number, act
        self.at = None

    def emit(self, event):
        super().emit(event)
        if self._name in (event["event"], event.get("words")):
            self._left -= 1
            if self._left == 0:
                self.at = time.perf_counter()
                self._act()


def test_a_stop_ends_the_training_within_half_a_second_and_keeps_the_weights_of_that_moment():
    person = Person()
    recorder = Reacting("batches", 3, person.stop.set)
    outcome = train(experiment(epochs=50), corners(train=20_000), recorder, person, file_export=False)
    testing = next(t for e, t in zip(recorder.events, recorder.times, strict=True) if "testing" in e.get("words", ""))
    assert testing - recorder.at < 0.5
    assert (outcome.reason, outcome.epochs) == ("stopped", 0)
    assert not recorder.named("epoch")
    assert outcome.test_accuracy is not None
    again = Predictor(network(), outcome.weights).probabilities(corners(train=20_000).x_test)
    np.testing.assert_array_equal(again, outcome.probabilities)


def test_a_stop_takes_effect_in_the_middle_of_validation():
    person = Person()
    recorder = Reacting("validating", 1, person.stop.set)
    outcome = train(experiment(epochs=5), corners(train=150, validation=40_000), recorder, person, file_export=False)
    assert outcome.reason == "stopped"
    assert not recorder.named("epoch")
    assert recorder.points()[-1][:2] == (1, 10)


def test_a_stop_sends_the_points_that_are_left():
    person = Person()
    recorder = Reacting("batches", 2, person.stop.set)
    train(experiment(epochs=50), corners(train=20_000), recorder, person, file_export=False)
    steps = [point[1] for point in recorder.points()]
    gaps = np.diff(steps)
    assert (gaps == gaps[0]).all()
    assert len(recorder.named("batches")) >= 2


def test_a_pause_holds_the_training_and_its_clock():
    person = Person()
    recorder = Reacting("batches", 2, lambda: (person.pause.set(), threading.Timer(0.6, person.pause.clear).start()))
    began = time.perf_counter()
    outcome = train(experiment(epochs=1), corners(train=6000), recorder, person, file_export=False)
    took = time.perf_counter() - began
    names = [event["event"] for event in recorder.events]
    assert names.count("paused") == names.count("resumed") == 1
    held = recorder.named("resumed")[0]["time"] - recorder.named("paused")[0]["time"]
    between = names[names.index("paused") + 1 : names.index("resumed")]
    assert not between
    assert held >= 0.3
    assert outcome.seconds <= took - held
    assert recorder.named("epoch")[0]["seconds"] <= took - held


def test_a_stop_ends_a_pause():
    person = Person()
    recorder = Reacting("paused", 1, person.stop.set)
    person.pause.set()
    outcome = train(experiment(epochs=50), corners(), recorder, person, file_export=False)
    assert outcome.reason == "stopped"
    assert [e["event"] for e in recorder.events if e["event"] in ("paused", "resumed")] == ["paused", "resumed"]


def test_the_gate_clock_stands_still_in_a_pause():
    person = Person()
    events = []
    run_control = RunControl(person, events.append)
    person.pause.set()
    threading.Timer(0.4, person.pause.clear).start()
    before, began = run_control.clock(), time.perf_counter()
    run_control.check()
    assert time.perf_counter() - began >= 0.35
    assert run_control.clock() - before < 0.05


def test_after_a_stop_a_long_test_is_given_up(monkeypatch):
    monkeypatch.setattr(evaluate_test_set, "SECONDS_AFTER_STOP", 0.0)
    person = Person()
    person.stop.set()
    outcome = train(experiment(network(Conv2D())), corners(test=6000), Recorder(), person, file_export=False)
    assert outcome.probabilities is outcome.test_loss is outcome.test_accuracy is None


def test_the_gate_raises_when_stopped():
    person = Person()
    person.stop.set()
    with pytest.raises(Stopped):
        RunControl(person, print).check()
