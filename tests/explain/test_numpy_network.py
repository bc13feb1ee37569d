"""The network in NumPy against Keras."""

from pathlib import Path

import numpy as np
import pytest

import cnn_core
from cnn_core.errors import EngineError
from cnn_core.explain.numpy_network import numpy_outputs
from cnn_core.keras_backend.layer_outputs import layer_outputs
from cnn_core.runs import RunFolder
from cnn_core.spec import Architecture, Conv2D, Dense, Dropout, Flatten, Layer, MaxPooling2D

PRETRAINED = RunFolder(Path(cnn_core.__file__).parent / "assets" / "pretrained")


def test_the_network_that_comes_with_the_app_gives_what_it_gives_in_keras():
    architecture, weights = PRETRAINED.meta.experiment.architecture, PRETRAINED.weights()
    images = np.random.default_rng(3).random((3, *architecture.input_shape), np.float32)
    plain = numpy_outputs(architecture, weights, images)
    for n, image in enumerate(images):
        real = layer_outputs(architecture, weights, 0, image, channels=1_000)
        assert plain.keys() == real.keys()
        for index, values in real.items():
            np.testing.assert_allclose(plain[index][n], values, rtol=1e-4, atol=1e-5)


def test_shapes_that_are_not_square_and_layers_that_are_switched_off():
    layers = (
        Conv2D(filters=3, kernel_size=(2, 3), activation="linear", use_bias=False),
        Dropout(enabled=False),
        MaxPooling2D(pool_size=(3, 2), strides=(2, 1)),
        Flatten(),
        Dense(units=4, activation="softmax"),
    )
    architecture = Architecture(name="odd", input_shape=(9, 7, 2), layers=layers)
    draw = np.random.default_rng(5)
    shapes = {"0.kernel": (2, 3, 2, 3), "4.kernel": (36, 4), "4.bias": (4,)}
    weights = {name: draw.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    image = draw.random((9, 7, 2), np.float32)
    real = layer_outputs(architecture, weights, 0, image, channels=1_000)
    plain = numpy_outputs(architecture, weights, image[None])
    assert set(plain) == {0, 2, 3, 4}
    for index, values in real.items():
        np.testing.assert_allclose(plain[index][0], values, rtol=1e-4, atol=1e-5)


class _OnlyInKeras(Layer):
    """A kind that a plugin might add; the underscore keeps it out of the list of kinds."""


def test_what_it_does_not_know_it_refuses():
    architecture = Architecture(name="other", input_shape=(8, 8, 1), layers=(_OnlyInKeras(),))
    with pytest.raises(EngineError, match="waits for TensorFlow"):
        numpy_outputs(architecture, {}, np.ones((1, 8, 8, 1), np.float32))
