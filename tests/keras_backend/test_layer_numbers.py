"""Weights, outputs and gradients of layers, against Keras: a step of plain gradient descent moves each weight by its gradient."""

import keras
import numpy as np
import pytest

from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.layer_numbers import layer_numbers
from cnn_core.keras_backend.weights import weights_of
from cnn_core.spec import Conv2D, Dense, Flatten, MaxPooling2D
from cnn_core.spec.architecture import Architecture

NETWORK = Architecture(
    name="small",
    input_shape=(8, 8, 1),
    layers=(Conv2D(filters=3, activation="relu"), MaxPooling2D(), Flatten(), Dense(units=4, activation="softmax")),
)
DRAW = np.random.default_rng(0)
IMAGES, LABELS = DRAW.random((12, 8, 8, 1), np.float32), DRAW.integers(0, 4, 12)


@pytest.mark.parametrize("loss", ["sparse_categorical_crossentropy", "categorical_crossentropy"])
def test_they_are_what_keras_has_gives_and_learns_by(loss):
    model = build(NETWORK, 3)
    before = weights_of(model, NETWORK)
    found = layer_numbers(NETWORK, before, IMAGES, LABELS, loss)
    assert list(found) == [0, 3]
    inside = keras.Model(model.inputs, [layer.output for layer in model.layers])(IMAGES)
    for index, parts in found.items():
        own = [before[f"{index}.{name}"].ravel() for name in ("kernel", "bias")]
        np.testing.assert_array_equal(parts["weights"], np.concatenate(own))
        np.testing.assert_allclose(parts["activations"], inside[index], atol=1e-6)
    model.compile(keras.optimizers.SGD(1.0), loss)
    model.train_on_batch(IMAGES, LABELS if loss.startswith("sparse") else np.eye(4)[LABELS])
    after = weights_of(model, NETWORK)
    for index, parts in found.items():
        moved = [(before[f"{index}.{name}"] - after[f"{index}.{name}"]).ravel() for name in ("kernel", "bias")]
        np.testing.assert_allclose(parts["gradients"], np.concatenate(moved), atol=1e-6)
