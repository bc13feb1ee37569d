from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from training_fakes import corners, network, random_network

from cnn_core.errors import TrainingError
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.predict import Predictor
from cnn_core.keras_backend.weights import weights_of


@pytest.fixture
def trained():
    architecture = random_network()
    model = build(architecture, seed=4)
    return architecture, weights_of(model, architecture), model


def test_probabilities_are_those_of_keras_predict(trained):
    architecture, weights, model = trained
    x = corners(test=700).x_test
    found = Predictor(architecture, weights).probabilities(x)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, model.predict(x, verbose=0), atol=1e-6)


def test_one_image_gets_the_answer_it_has_among_others(trained):
    predictor = Predictor(*trained[:2])
    x = corners().x_test
    np.testing.assert_allclose(predictor.probabilities(x[3:4]), predictor.probabilities(x)[3:4], atol=1e-6)


def test_no_image_gets_no_answer(trained):
    assert Predictor(*trained[:2]).probabilities(corners().x_test[:0]).shape == (0, 4)


def test_several_threads_may_ask_at_once(trained):
    predictor = Predictor(*trained[:2])
    x = corners().x_test
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(predictor.probabilities, [x] * 20))
    for answer in answers:
        np.testing.assert_array_equal(answer, answers[0])


def test_the_weights_of_another_network_are_refused(trained):
    with pytest.raises(TrainingError, match="weights"):
        Predictor(network(), trained[1])


def test_images_of_another_shape_are_refused(trained):
    with pytest.raises(TrainingError, match=r"takes images of the shape \('n', 8, 8, 1\). Received: \(1, 28, 28, 1\)"):
        Predictor(*trained[:2]).probabilities(np.zeros((1, 28, 28, 1), np.float32))
