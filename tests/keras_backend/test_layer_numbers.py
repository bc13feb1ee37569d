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


def test_the_gradients_are_those_of_a_loss_with_smoothed_labels_weighted_classes_and_penalties():
    layers = Conv2D(filters=3, l2=0.05), MaxPooling2D(), Flatten(), Dense(units=4, activation="softmax", l1=0.01)
    network = Architecture(name="small", input_shape=(8, 8, 1), layers=layers)
    model, counts = build(network, 3), {0: 0.5, 1: 2.0, 2: 1.5, 3: 0.25}
    before = weights_of(model, network)
    found = layer_numbers(network, before, IMAGES, LABELS, "categorical_crossentropy", 0.2, counts)
    model.compile(keras.optimizers.SGD(1.0), keras.losses.CategoricalCrossentropy(label_smoothing=0.2))
    model.fit(IMAGES, np.eye(4)[LABELS], batch_size=len(IMAGES), class_weight=counts, verbose=0)
    after = weights_of(model, network)
    for index, parts in found.items():
        moved = [(before[f"{index}.{name}"] - after[f"{index}.{name}"]).ravel() for name in ("kernel", "bias")]
        np.testing.assert_allclose(parts["gradients"], np.concatenate(moved), atol=1e-6)
