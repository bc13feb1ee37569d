"""Networks of every kind of layer as TensorFlow Lite files."""

import numpy as np
import pytest
from test_export import POOLS, all_kinds
from training_fakes import CLASSES, Person, Recorder, corners, experiment, network

from cnn_core.data.scaling import Scaling
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.lite import LiteNetwork, lite_file
from cnn_core.keras_backend.lite_memory import activation_bytes
from cnn_core.keras_backend.predict import Predictor
from cnn_core.keras_backend.train import train
from cnn_core.keras_backend.weights import weights_of
from cnn_core.spec import Architecture, Conv2D, Dense, Flatten


@pytest.mark.parametrize(("kind", "pool"), zip(("float16", "int8"), POOLS, strict=True))
def test_every_kind_of_layer_is_read_by_the_interpreter(kind, pool):
    architecture = Architecture(name="everything", input_shape=(8, 8, 1), layers=all_kinds(pool))
    weights = weights_of(build(architecture), architecture)
    images = np.random.default_rng(4).random((20, 8, 8, 1), dtype=np.float32)
    answers, seconds = LiteNetwork(lite_file(architecture, weights, None, kind, images)).answers(images)
    np.testing.assert_allclose(
        answers, Predictor(architecture, weights).probabilities(images), atol={"float16": 0.01, "int8": 0.15}[kind]
    )
    assert seconds.shape == (20,)


def test_in_whole_numbers_the_probabilities_of_a_trained_network_stay_and_pixels_are_taken_as_they_are():
    data = corners()
    weights = train(experiment(epochs=6), data, Recorder(), Person(), file_export=False).weights
    pixels = np.round(255 * data.x_test)
    content = lite_file(network(), weights, Scaling(0.0, 255.0), "int8", np.round(255 * data.x_train))
    answers, _ = LiteNetwork(content).answers(pixels)
    whole = Predictor(network(), weights).probabilities(data.x_test)
    assert np.abs(answers - whole).mean() < 0.02


def test_results_are_needed_from_the_layer_that_makes_them_to_the_last_that_takes_them():
    layers = (
        Conv2D(filters=2, kernel_size=3, activation="relu"),  # 6x6x2 from 8x8x1
        Conv2D(filters=5, kernel_size=3, activation="relu"),  # 4x4x5
        Flatten(),
        Dense(units=CLASSES, activation="softmax"),
    )
    architecture = Architecture(name="by-hand", input_shape=(8, 8, 1), layers=layers)
    content = lite_file(architecture, weights_of(build(architecture), architecture))
    second, flat = 6 * 6 * 2 + 4 * 4 * 5, 4 * 4 * 5 * 2
    assert 4 * second <= activation_bytes(content) <= 4 * (flat + 8)  # Flatten's copy, and the few numbers of its shape
