"""Softmax, the two kinds of labels, dropout, batch normalisation and overfitting: against Keras, NumPy and hand arithmetic."""

from itertools import pairwise
from math import e, log

import keras
import numpy as np
import pytest
from numpy.polynomial import polynomial

from cnn_core.lessons.batch_norm import EPSILON, draw_batch, normalise, relu
from cnn_core.lessons.dropout import UNITS, drop, keep_mask
from cnn_core.lessons.labels import categorical_cross_entropy, one_hot
from cnn_core.lessons.overfitting import FIRST_SEED, errors, fit, samples
from cnn_core.lessons.softmax import cross_entropy, softmax

SCORES = [2.0, 1.0, -1.0]


def test_softmax_is_that_of_keras():
    assert np.allclose(softmax(SCORES), np.asarray(keras.ops.softmax(np.array(SCORES, "float32"))), atol=1e-6)


def test_softmax_of_a_score_and_a_zero_is_e_to_one_plus_e():
    assert softmax([1.0, 0.0])[0] == pytest.approx(e / (1 + e))


def test_softmax_sees_differences_only_and_bears_large_scores():
    assert np.allclose(softmax([1002.0, 1001.0, 999.0]), softmax(SCORES))


def test_cross_entropy_is_that_of_keras_for_both_kinds_of_labels():
    shares = softmax(SCORES)
    given = shares.astype("float32")[None]
    sparse = keras.losses.sparse_categorical_crossentropy(np.array([1]), given)
    categorical = keras.losses.categorical_crossentropy(one_hot(1, 3)[None], given)
    assert cross_entropy(shares, 1) == pytest.approx(float(np.asarray(sparse)[0]), abs=1e-5)
    assert categorical_cross_entropy(one_hot(1, 3), shares) == pytest.approx(float(np.asarray(categorical)[0]), abs=1e-5)


@pytest.mark.parametrize("label", range(3))
def test_one_hot_and_sparse_labels_give_the_same_loss(label):
    shares = softmax(SCORES)
    assert cross_entropy(shares, label) == pytest.approx(categorical_cross_entropy(one_hot(label, 3), shares), abs=1e-12)


def test_ten_classes_guessed_at_random_cost_2_303():
    assert cross_entropy(softmax([0.0] * 10), 4) == pytest.approx(log(10)) == pytest.approx(2.303, abs=5e-4)


def test_one_hot_is_that_of_keras():
    assert np.array_equal(one_hot(3, 10), keras.utils.to_categorical(3, 10))


def test_dropout_keeps_the_sum_on_average():
    sums = [drop(UNITS, keep_mask(UNITS.shape, 0.4, seed), 0.4).sum() for seed in range(2_000)]
    assert np.mean(sums) == pytest.approx(UNITS.sum(), rel=0.02)


def test_kept_units_are_scaled_as_in_keras():
    given = UNITS.astype("float32")
    made = np.asarray(keras.layers.Dropout(0.4, seed=1)(given, training=True))
    assert np.allclose(drop(UNITS, made != 0, 0.4), made, atol=1e-6)
    assert np.array_equal(np.asarray(keras.layers.Dropout(0.4)(given, training=False)), given)


def test_a_rate_of_nothing_drops_nothing():
    assert np.array_equal(drop(UNITS, keep_mask(UNITS.shape, 0.0, 1), 0.0), UNITS)


@pytest.mark.parametrize(("gamma", "beta"), [(1.0, 0.0), (2.5, -1.5), (0.0, 1.0)])
def test_batch_normalisation_is_that_of_keras_in_training(gamma, beta):
    layer = keras.layers.BatchNormalization()
    assert layer.epsilon == EPSILON
    batch = draw_batch(1)
    layer.build((None, 1))
    layer.gamma.assign([gamma])
    layer.beta.assign([beta])
    made = np.asarray(layer(batch.astype("float32")[:, None], training=True))[:, 0]
    assert np.allclose(normalise(batch, gamma, beta).values, made, atol=1e-4)


def test_two_numbers_are_normalised_by_hand():
    made = normalise(np.array([1.0, 3.0]))
    assert (made.mean, made.variance) == (2.0, 1.0)
    assert made.values == pytest.approx([-1 / 1.001**0.5, 1 / 1.001**0.5])


def test_the_order_of_normalisation_and_relu_matters():
    batch = draw_batch(1)
    assert (relu(normalise(batch).values) >= 0).all()
    assert (normalise(relu(batch)).values < 0).any()


@pytest.mark.parametrize("degree", [0, 1, 3, 6])
def test_a_fit_is_numpys_least_squares(degree):
    training, _ = samples(1)
    ours = fit(training, degree)(training.x)
    assert np.allclose(ours, polynomial.polyval(training.x, polynomial.polyfit(training.x, training.y, degree)), atol=1e-8)


@pytest.mark.parametrize("seed", range(1, 9))
def test_more_degrees_never_fit_worse_and_in_the_end_learn_by_heart(seed):
    training, validation = errors(seed)
    assert all(after <= before + 1e-9 for before, after in pairwise(training))
    assert training[-1] == pytest.approx(0, abs=1e-12)
    assert validation[-1] > min(validation)


def test_the_points_shown_first_overfit_at_a_low_degree():
    _, validation = errors(FIRST_SEED)
    assert int(np.argmin(validation)) == 3
    assert validation[5] > 3 * validation[3]
    assert validation[-1] > 100 * validation[3]


def test_other_points_overfit_before_the_last_degrees_too():
    """At degree 6 of 9, the validation error of most drawings is at least twice that of the best degree."""
    risen = [errors(seed)[1][6] > 2 * min(errors(seed)[1]) for seed in range(1, 101)]
    assert np.mean(risen) > 0.7
