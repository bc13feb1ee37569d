"""What a network from a file ends in becomes a probability for each class, and the file's own answers stay."""

import numpy as np
import pytest
from agreement import RNG, agree, answers, softmax
from make_models import LAYERS, as_file, model

from cnn_core.keras_files.reading import network_in
from cnn_core.spec import Dense


@pytest.mark.parametrize("end", [[LAYERS.Dense(10)], [LAYERS.Dense(10), LAYERS.Activation("linear")]], ids=["bare", "linear"])
def test_scores_get_their_softmax(end):
    network = model([LAYERS.Flatten(), *end])
    found = agree(network, as_file(network, ".keras"), softmax)
    assert any("got a softmax" in note for note in found.notes)


def test_scores_of_global_pooling_get_a_softmax_behind_it():
    network = model([LAYERS.Conv2D(10, 3), LAYERS.GlobalAveragePooling2D()])
    assert agree(network, as_file(network, ".keras"), softmax).architecture.layers[-1].label == "softmax"


@pytest.mark.parametrize(
    "end",
    [[LAYERS.Dense(1, activation="sigmoid")], [LAYERS.Dense(1), LAYERS.Activation("sigmoid")], [LAYERS.Dense(1, use_bias=False)]],
    ids=["sigmoid", "sigmoid apart", "score"],
)
def test_one_unit_becomes_two_classes(end):
    network = model([LAYERS.Flatten(), *end])
    network.set_weights([each - 0.5 for each in network.get_weights()])
    bare = network.layers[-1].name.startswith("dense") and network.layers[-1].activation.__name__ == "linear"

    def both(given):
        second = 1 / (1 + np.exp(-given)) if bare else given
        return np.concatenate([1 - second, second], axis=1)

    found = agree(network, as_file(network, ".h5"), both)
    assert found.architecture.layers[-1] == Dense(units=2, activation="softmax", use_bias=not bare)
    assert "two classes" in found.notes[-1]


def test_a_sigmoid_for_each_class_keeps_its_order_and_says_that_probabilities_change():
    network = model([LAYERS.Flatten(), LAYERS.Dense(10, activation="sigmoid")])
    network.set_weights([each - 0.5 for each in network.get_weights()])
    found = network_in(as_file(network, ".keras"))
    images = RNG.random((20, 8, 8, 1), dtype=np.float32)
    assert (answers(found, images).argmax(axis=1) == np.asarray(network(images)).argmax(axis=1)).all()
    assert "the probabilities are not" in found.notes[-1]
