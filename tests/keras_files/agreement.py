"""Compares a network that was read from a file with the model that Keras saved."""

import numpy as np

from cnn_core.keras_backend.predict import Predictor
from cnn_core.keras_files.reading import network_in

RNG = np.random.default_rng(6)


def answers(found, images):
    """What the network here says of pixels as the file takes them."""
    factor, offset = found.scale or (1.0, 0.0)
    scaled = images.reshape(-1, *found.architecture.input_shape) * np.float32(factor) + np.float32(offset)
    return Predictor(found.architecture, found.weights).probabilities(scaled)


def softmax(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def agree(network, content, wanted=lambda given: given, largest=1.0):
    """Reads the file, and compares it with Keras on random images; gives back what was found."""
    found = network_in(content)
    images = RNG.uniform(0, largest, (5, *network.input_shape[1:])).astype(np.float32)
    expected = wanted(np.asarray(network(images, training=False)))
    np.testing.assert_allclose(answers(found, images), expected, rtol=1e-4, atol=1e-5)
    return found
