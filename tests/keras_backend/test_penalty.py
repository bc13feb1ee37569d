"""The penalty that a network reports is that of its weights, by hand."""

import numpy as np
import pytest

from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.penalty import penalty
from cnn_core.spec import Architecture, Conv2D, Dense, Flatten, SeparableConv2D


def network(*layers):
    return build(Architecture(name="n", input_shape=(6, 6, 2), layers=layers), seed=3)


def test_it_is_the_sum_of_sizes_and_squares_of_kernels_not_of_biases():
    model = network(Conv2D(filters=3, l1=0.01), SeparableConv2D(filters=2, l2=0.1), Flatten(), Dense(units=4, l1=0.2, l2=0.3))
    for layer in model.layers:
        layer.set_weights([np.random.default_rng(1).normal(size=weight.shape) for weight in layer.get_weights()])
    conv, separable, _, dense = (layer.get_weights() for layer in model.layers)
    by_hand = 0.01 * np.abs(conv[0]).sum() + 0.1 * (np.square(separable[0]).sum() + np.square(separable[1]).sum())
    by_hand += 0.2 * np.abs(dense[0]).sum() + 0.3 * np.square(dense[0]).sum()
    assert penalty(model) == pytest.approx(float(by_hand), rel=1e-5)


def test_a_frozen_layer_costs_nothing_and_without_regularizers_there_is_none():
    assert penalty(network(Flatten(), Dense(units=4))) is None
    assert penalty(network(Flatten(), Dense(units=4, l2=0.1, trainable=False))) is None


def test_weights_begin_as_keras_draws_them():
    names = ("he_normal", "lecun_uniform", "orthogonal", "ones")
    for name in names:
        layer = network(Conv2D(filters=3, kernel_initializer=name)).layers[0]
        assert type(layer.kernel_initializer).__name__.lower() == name.replace("_", "")
    np.testing.assert_array_equal(network(Flatten(), Dense(units=4, kernel_initializer="zeros")).layers[1].get_weights()[0], 0)
