import numpy as np
import pytest
from training_fakes import network, random_network

from cnn_core.errors import TrainingError
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.weights import set_weights, weights_of


def test_weights_come_back_as_they_were_set():
    architecture = random_network()
    model = build(architecture, seed=1)
    rng = np.random.default_rng(0)
    new = {name: rng.random(array.shape, dtype=np.float32) for name, array in weights_of(model, architecture).items()}
    set_weights(model, architecture, new)
    for name, array in weights_of(model, architecture).items():
        np.testing.assert_array_equal(array, new[name])


def test_weights_are_copies_that_training_does_not_change():
    architecture = network()
    model = build(architecture, seed=1)
    before = weights_of(model, architecture)
    kept = before["0.bias"].copy()
    model.layers[0].bias.assign_add(np.ones(4))
    np.testing.assert_array_equal(before["0.bias"], kept)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda w: w.pop("0.kernel"), r"not complete: '0.kernel' of 'corners' is missing"),
        (lambda w: w.update({"9.kernel": np.zeros(1)}), r"no weight '9.kernel'"),
        (lambda w: w.update({"0.bias": np.zeros(5)}), r"'0.bias' must have the shape \(4,\). Received: \(5,\)"),
    ],
)
def test_the_weights_of_another_network_are_refused(change, sentence):
    architecture = network()
    model = build(architecture, seed=1)
    weights = weights_of(model, architecture)
    change(weights)
    with pytest.raises(TrainingError, match=sentence):
        set_weights(model, architecture, weights)
