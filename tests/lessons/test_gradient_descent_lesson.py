"""Steps down a curve, the first steps of SGD and Adam, and filters of a trained network: against Keras and hand arithmetic."""

from itertools import pairwise

import keras
import numpy as np
import pytest
import tensorflow as tf

from cnn_core.lessons.first_step import ERROR, adam_step, sgd_step
from cnn_core.lessons.gradient_descent import FAR, VALLEYS, descend, step_words
from cnn_core.lessons.own_filters import first_filters
from cnn_core.runs.folder import RunFolder
from cnn_core.runs.pretrained import PRETRAINED_PATH
from cnn_core.spec import Architecture, Conv2D, Dense, Flatten

ONE = VALLEYS["one valley"]


@pytest.mark.parametrize(("name", "rate"), [("one valley", 0.1), ("one valley", 0.9), ("two valleys", 0.05)])
def test_every_step_is_that_of_keras_sgd(name, rate):
    valley = VALLEYS[name]
    weight = tf.Variable(valley.start, dtype=tf.float64)
    optimizer = keras.optimizers.SGD(rate)
    seen = [float(weight)]
    for _ in range(8):
        with tf.GradientTape() as tape:
            loss = valley.loss(weight)
        optimizer.apply_gradients([(tape.gradient(loss, weight), weight)])
        seen.append(float(weight))
    assert descend(valley, rate, 8, valley.start) == pytest.approx(seen, rel=1e-5)  # Keras keeps the rate in float32


def test_three_steps_by_hand():
    """From 5 with rate 0.25 the slope is 8, 4, 2: each step halves the distance to 1."""
    assert descend(ONE, 0.25, 3, 5.0) == [5.0, 3.0, 2.0, 1.5]


def test_a_rate_of_a_half_arrives_in_one_step_and_a_rate_of_one_jumps_forever():
    assert descend(ONE, 0.5, 2, 5.0) == [5.0, 1.0, 1.0]
    assert descend(ONE, 1.0, 4, 5.0) == [5.0, -3.0, 5.0, -3.0, 5.0]


def test_a_rate_above_one_diverges_and_the_path_ends():
    path = descend(ONE, 1.2, 200, 5.0)
    distances = [abs(weight - 1) for weight in path]
    assert all(after > before for before, after in pairwise(distances))
    assert len(path) < 200
    assert abs(path[-1]) > FAR


@pytest.mark.parametrize(("name", "start"), [("one valley", 5.0), ("one valley", -3.5), ("two valleys", -2.7)])
def test_the_arithmetic_of_a_step_is_true(name, start):
    before, after = descend(VALLEYS[name], 0.1, 1, start)
    first, *sides = step_words(VALLEYS[name], 0.1, before, after).replace("−", "-").replace("×", "*").split(" = ")
    assert first == "w"
    assert [eval(side) for side in sides] == pytest.approx([after] * 3, rel=1e-3)


@pytest.mark.parametrize("name", VALLEYS)
def test_the_slope_is_that_of_the_loss(name):
    valley = VALLEYS[name]
    for weight in np.linspace(valley.low, valley.high, 9):
        rise = (valley.loss(weight + 1e-6) - valley.loss(weight - 1e-6)) / 2e-6
        assert valley.slope(weight) == pytest.approx(rise, abs=1e-4)


@pytest.mark.parametrize("pixel", [200.0, 200 / 255])
@pytest.mark.parametrize(
    ("optimizer", "step"),
    [(lambda: keras.optimizers.SGD(0.01), lambda p: sgd_step(p, 0.01)), (keras.optimizers.Adam, lambda p: adam_step(p, 0.001))],
)
def test_the_first_step_of_a_weight_is_that_of_keras(optimizer, step, pixel):
    weight = tf.Variable([0.0])
    with tf.GradientTape() as tape:
        loss = ERROR * tf.reduce_sum(weight * pixel)
    optimizer().apply_gradients([(tape.gradient(loss, weight), weight)])
    assert step(pixel) == pytest.approx(float(weight[0]), rel=1e-4)


def test_unscaled_pixels_lengthen_the_steps_of_sgd_255_times_and_those_of_adam_not():
    assert sgd_step(200.0, 0.01) / sgd_step(200 / 255, 0.01) == pytest.approx(255)
    assert adam_step(200.0, 0.001) / adam_step(200 / 255, 0.001) == pytest.approx(1, rel=1e-4)


def test_the_map_of_a_learned_filter_is_what_keras_computes():
    run = RunFolder(PRETRAINED_PATH)
    filters = first_filters(run.meta.experiment.architecture, run.weights())
    image = np.random.default_rng(0).random((28, 28, 1))
    made = keras.ops.conv(image[None].astype("float32"), filters.kernels, padding="valid") + filters.bias
    for number in (0, filters.count - 1):
        assert np.allclose(filters.map(image, number), np.asarray(made)[0, :, :, number], atol=1e-5)
    chosen = filters.widest(image, 4)
    assert chosen == sorted(set(chosen))
    spread = np.asarray(made)[0].std((0, 1))
    assert set(chosen) == set(np.argsort(-spread)[:4])


def test_a_learned_kernel_has_its_weights_to_two_decimals():
    run = RunFolder(PRETRAINED_PATH)
    filters = first_filters(run.meta.experiment.architecture, run.weights())
    assert np.allclose(filters.kernel(0).array, filters.kernels[:, :, 0, 0], atol=0.005)


def test_a_network_that_begins_with_something_else_has_no_first_filters():
    plain = Architecture(name="plain", input_shape=(4, 4, 1), layers=(Flatten(), Dense(units=2)))
    assert first_filters(plain, {}) is None
    off = Architecture(name="off", input_shape=(4, 4, 1), layers=(Conv2D(enabled=False), Flatten(), Dense(units=2)))
    assert first_filters(off, {}) is None
