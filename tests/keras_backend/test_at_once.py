"""Trainings and predictions of one process at the same time."""

import gc
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from tensorflow.python.framework import ops
from tensorflow.python.framework.func_graph import FuncGraph
from training_fakes import Person, Recorder, corners, experiment, network, random_network

from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.forget import forgetting
from cnn_core.keras_backend.layer_outputs import layer_outputs
from cnn_core.keras_backend.predict import Predictor
from cnn_core.keras_backend.train import train
from cnn_core.keras_backend.weights import weights_of
from cnn_core.spec import Activation

SILU = network(Activation(activation="silu"))
IMAGES = corners().x_test


class Interrupted(Recorder):
    """Lets something happen in another thread when a phase begins, and waits for it for so many seconds."""

    def __init__(self, phase, act, seconds):
        super().__init__()
        self._phase, self._act, self._seconds = phase, act, seconds
        self.was_over = None

    def emit(self, event):
        super().emit(event)
        if event.get("words") == self._phase and self.was_over is None:
            self.thread = threading.Thread(target=self._act)
            self.thread.start()
            self.thread.join(self._seconds)
            self.was_over = not self.thread.is_alive()


def graphs():
    gc.collect()
    return sum(isinstance(each, FuncGraph) for each in gc.get_objects())


def answers(architecture, weights):
    return Predictor(architecture, weights).probabilities(IMAGES)


def test_a_new_network_predicts_while_another_one_trains():
    weights = weights_of(build(SILU, seed=1), SILU)
    expected, found = answers(SILU, weights), []
    recorder = Interrupted("training", lambda: found.append(answers(SILU, weights)), 60)
    train(experiment(epochs=1), corners(), recorder, Person(), file_export=False)
    assert recorder.was_over
    np.testing.assert_array_equal(found[0], expected)


def test_what_a_prediction_and_a_training_leave_is_forgotten_when_they_were_at_work_together():
    weights = weights_of(build(SILU, seed=1), SILU)
    before = graphs()
    recorder = Interrupted("training", lambda: answers(SILU, weights), 60)
    train(experiment(SILU, epochs=1), corners(), recorder, Person(), file_export=False)
    assert graphs() == before


def test_what_is_in_use_is_kept_until_the_last_one_leaves_and_what_was_there_before_stays():
    registry = ops.gradient_registry._registry
    before = set(registry)
    first, second = forgetting(), forgetting()
    first.__enter__()
    registry["of the first"] = None
    second.__enter__()
    registry["of the second"] = None
    first.__exit__(None, None, None)
    assert set(registry) == before | {"of the first", "of the second"}
    second.__exit__(None, None, None)
    assert set(registry) == before


def test_a_training_draws_its_numbers_before_another_network_draws_its_own():
    chosen, other = experiment(random_network(), epochs=1), random_network()
    alone, disturbed = Recorder(), Interrupted("preparing the images", lambda: layer_outputs(other, None, 99, IMAGES[0], 4), 1)
    for recorder in (alone, disturbed):
        train(chosen, corners(), recorder, Person(), file_export=False)
    disturbed.thread.join(60)
    assert disturbed.curves() == alone.curves()


def test_networks_that_are_made_at_once_have_the_first_weights_of_their_seeds():
    expected = [weights_of(build(SILU, seed), SILU) for seed in range(8)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda seed: weights_of(build(SILU, seed), SILU), range(8)))
    for mine, theirs in zip(found, expected, strict=True):
        np.testing.assert_array_equal(mine["0.kernel"], theirs["0.kernel"])
