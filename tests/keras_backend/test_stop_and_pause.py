"""A person stops and pauses."""

import threading
import time

import numpy as np
import pytest
from training_fakes import Person, Recorder, corners, experiment, network

from cnn_core.keras_backend import evaluate_test_set, progress_callback
from cnn_core.keras_backend import learner as learner_module
from cnn_core.keras_backend import train as train_module
from cnn_core.keras_backend.predict import Predictor
from cnn_core.keras_backend.run_control import RunControl, Stopped
from cnn_core.keras_backend.train import train
from cnn_core.spec import Conv2D
from cnn_core.training.fold import fold
from cnn_core.training.progress import training_seconds


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


def stopped_training():
    """Seconds from a stop in the first epoch to the test of what was learned, what was sent, and the outcome."""
    person = Person()
    recorder = Reacting("batches", 3, person.stop.set)
    outcome = train(experiment(epochs=50), corners(train=20_000), recorder, person, file_export=False)
    testing = next(t for e, t in zip(recorder.events, recorder.times, strict=True) if "testing" in e.get("words", ""))
    return testing - recorder.at, recorder, outcome


def test_a_stop_ends_the_training_within_half_a_second_and_keeps_the_weights_of_that_moment():
    """The best of at most three, so that other work on the machine does not fail the test; but none takes two seconds."""
    for _ in range(3):
        seconds, recorder, outcome = stopped_training()
        assert seconds < 2
        if seconds < 0.5:
            break
    assert seconds < 0.5
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
    clock = [training_seconds(fold(recorder.events[: n + 1])) or 0.0 for n in range(len(names))]
    assert clock == sorted(clock)  # what a page shows does not go back when the test is over
    assert clock[names.index("evaluated") :] == [outcome.seconds] * 2
    assert recorder.named("epoch")[0]["seconds"] <= took - held


def test_a_stop_ends_a_pause():
    person = Person()
    recorder = Reacting("paused", 1, person.stop.set)
    person.pause.set()
    outcome = train(experiment(epochs=50), corners(), recorder, person, file_export=False)
    assert outcome.reason == "stopped"
    assert [e["event"] for e in recorder.events if e["event"] in ("paused", "resumed")] == ["paused", "resumed"]


class Stepping(Recorder):
    """Pauses at the start; in each pause asks for the next step, and in the end goes on."""

    def __init__(self, person, *steps):
        super().__init__()
        self._person, self._steps = person, list(steps)
        person.pause.set()

    def emit(self, event):
        super().emit(event)
        if event["event"] == "paused":
            if self._steps:
                self._person.steps.append(self._steps.pop(0))
            else:
                self._person.pause.clear()


def done_between_pauses(recorder):
    """How many points and epochs came before the first pause, between each two, and after the last."""
    parts, points, epochs = [], 0, 0
    for event in recorder.events:
        points += len(event["step"]) if event["event"] == "batches" else 0
        epochs += event["event"] == "epoch"
        if event["event"] == "paused":
            parts, points, epochs = [*parts, (points, epochs)], 0, 0
    return [*parts, (points, epochs)]


def test_steps_of_a_batch_and_of_an_epoch_end_in_a_pause_again(monkeypatch):
    """10 batches an epoch, one at a time: the first pause comes after the first of them."""
    monkeypatch.setattr(learner_module, "steps_per_execution", lambda *_: 1)
    monkeypatch.setattr(progress_callback, "SEND_EVERY", 0.0)
    person = Person()
    recorder = Stepping(person, "batch", "batch", "epoch", "epoch", "batch")
    outcome = train(experiment(epochs=3), corners(), recorder, person, file_export=False)
    assert done_between_pauses(recorder) == [(1, 0), (1, 0), (1, 0), (7, 1), (10, 1), (1, 0), (9, 1)]
    assert (outcome.reason, outcome.epochs) == ("completed", 3)


def test_steps_change_no_number(monkeypatch):
    monkeypatch.setattr(learner_module, "steps_per_execution", lambda *_: 1)
    person, stepped, plain = Person(), None, Recorder()
    stepped = Stepping(person, "batch", "epoch")
    outcomes = [
        train(experiment(), corners(), sink, who, file_export=False) for sink, who in ((stepped, person), (plain, Person()))
    ]
    assert stepped.points() == plain.points()
    np.testing.assert_array_equal(outcomes[0].probabilities, outcomes[1].probabilities)


def test_when_its_minutes_are_over_a_training_ends_and_is_tested(monkeypatch):
    monkeypatch.setattr(train_module, "SECONDS", 0.01)  # a minute of 0.6 s
    recorder = Recorder()
    began = time.perf_counter()
    outcome = train(experiment(epochs=200, minutes=60), corners(train=20_000), recorder, Person(), file_export=False)
    assert outcome.reason == "time"
    assert 0.6 <= outcome.seconds < 5
    assert time.perf_counter() - began < 60
    assert outcome.test_accuracy is not None


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
