"""A training that begins with weights of another: what is frozen stays to the last digit, the rest learns."""

from dataclasses import replace

import numpy as np
import pytest
from training_fakes import Person, Recorder, corners, experiment, random_network

from cnn_core.errors import TrainingError
from cnn_core.keras_backend.train import train
from cnn_core.training.interface import Resume
from cnn_core.training.transfer import Transfer


def run(chosen, resume=None):
    recorder = Recorder()
    return train(chosen, corners(), recorder, Person(), resume, file_export=False), recorder


def first(outcome, layers):
    return {name: values for name, values in outcome.weights.items() if int(name.split(".")[0]) < layers}


@pytest.fixture(scope="module")
def taught():
    return run(experiment(random_network(), epochs=1))[0]


def frozen_experiment(layers, epochs=2, frozen=True):
    network = random_network()
    for index in range(layers):
        if hasattr(network.layers[index], "trainable"):
            network = network.edit(index, trainable=not frozen)
    return replace(experiment(network, epochs=epochs), transfer=Transfer(run="it", layers=layers))


def test_frozen_layers_stay_and_the_others_learn(taught):
    kept = first(taught, 3)
    assert kept
    outcome, _ = run(frozen_experiment(3), Resume(epoch=0, weights=kept, state={}))
    for name, values in kept.items():
        np.testing.assert_array_equal(outcome.weights[name], values)
    others = set(outcome.weights) - set(kept)
    assert others
    fresh = run(frozen_experiment(3, epochs=1), Resume(epoch=0, weights=kept, state={}))[0]
    assert any(not np.array_equal(outcome.weights[name], fresh.weights[name]) for name in others)


def test_layers_that_are_not_frozen_begin_there_and_go_on(taught):
    kept = first(taught, 3)
    outcome, _ = run(frozen_experiment(3, frozen=False), Resume(epoch=0, weights=kept, state={}))
    assert any(not np.array_equal(outcome.weights[name], values) for name, values in kept.items())


def test_a_transfer_cut_off_and_resumed_equals_one_that_was_not(taught):
    kept = first(taught, 3)
    whole, recorder = run(frozen_experiment(3), Resume(epoch=0, weights=kept, state={}))
    weights, state = recorder.checkpoints[1]
    rest, _ = run(frozen_experiment(3), Resume(epoch=1, weights=weights, state=state))
    for name, values in whole.weights.items():
        np.testing.assert_array_equal(rest.weights[name], values)


def test_without_the_weights_it_is_refused():
    with pytest.raises(TrainingError, match="3 layers from the run 'it'"):
        run(frozen_experiment(3))


def test_weights_of_later_layers_are_no_part_of_it(taught):
    with pytest.raises(TrainingError, match="another network"):
        run(frozen_experiment(1), Resume(epoch=0, weights=dict(taught.weights), state={}))
