"""What layers give, against Keras's own way of looking inside and against the prediction."""

import keras
import numpy as np
from training_fakes import corners, random_network

from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.layer_outputs import layer_outputs
from cnn_core.keras_backend.predict import Predictor
from cnn_core.keras_backend.weights import weights_of

IMAGE = corners().x_test[0]


def test_every_layer_gives_what_keras_gives():
    architecture = random_network()
    model = build(architecture, 7)
    inside = keras.Model(model.inputs, [layer.output for layer in model.layers])
    theirs = [np.asarray(value)[0] for value in inside([IMAGE[None]], training=False)]
    mine = layer_outputs(architecture, None, 7, IMAGE, 512)
    assert len(mine) == len(theirs)
    for got, wanted in zip(mine.values(), theirs, strict=True):
        np.testing.assert_allclose(got, wanted, atol=1e-6)


def test_with_weights_the_last_layer_is_the_prediction():
    architecture = random_network()
    weights = weights_of(build(architecture, 3), architecture)
    mine = layer_outputs(architecture, weights, 99, IMAGE, 4)
    np.testing.assert_allclose(list(mine.values())[-1], Predictor(architecture, weights).probabilities(IMAGE[None])[0], atol=1e-6)


def test_reused_weights_are_those_of_the_first_layers_and_the_others_are_those_of_the_seed():
    architecture = random_network()
    trained, fresh = (weights_of(build(architecture, seed), architecture) for seed in (3, 7))
    first = min(int(name.split(".")[0]) for name in trained) + 1
    known = {name: value for name, value in trained.items() if int(name.split(".")[0]) < first}
    mine = layer_outputs(architecture, known, 7, IMAGE, 512, layers=first)
    wanted = layer_outputs(architecture, fresh | known, 99, IMAGE, 512)
    assert len(known) < len(trained)
    for index in wanted:
        np.testing.assert_array_equal(mine[index], wanted[index])


def test_only_the_first_channels_are_kept_and_they_are_the_first():
    architecture = random_network()
    every, few = layer_outputs(architecture, None, 1, IMAGE, 512), layer_outputs(architecture, None, 1, IMAGE, 2)
    images = [index for index, value in every.items() if value.ndim == 3]
    assert images
    for index in images:
        np.testing.assert_array_equal(few[index], every[index][..., :2])
