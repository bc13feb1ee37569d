"""A network with layers that multiply maps by 0 or 1 computes what it computes with those filters switched off."""

from __future__ import annotations

import numpy as np

from cnn_core.engine import Inspection
from cnn_core.explain.gates import gated
from cnn_core.explain.numpy_network import numpy_outputs
from cnn_core.runs import PRETRAINED_PATH, RunFolder
from cnn_core.spec import Activation, BatchNormalization, Conv2D, Dense, Dropout, Flatten
from cnn_core.spec.architecture import Architecture
from cnn_core.summary import summarise


def test_a_gate_behind_a_layer_is_a_filter_that_is_off_also_where_what_follows_makes_more_of_0() -> None:
    layers = (
        Conv2D(filters=4, activation="linear"),
        BatchNormalization(),
        Dropout(enabled=False),
        Activation(activation="sigmoid"),
        Conv2D(filters=3, activation="sigmoid"),
        Flatten(),
        Dense(units=2),
    )
    network = Architecture(name="n", input_shape=(7, 6, 1), layers=layers)
    draw = np.random.default_rng(0)
    weights = {
        f"{row.index}.{weight.name}": draw.random(weight.shape, np.float32)
        for row in summarise(network).rows
        for weight in row.weights
    }
    images, off = draw.random((2, 7, 6, 1), np.float32), {3: (1, 2), 4: (0,)}
    made, arrays, places = gated(network, weights, off)
    expected, found = numpy_outputs(network, weights, images, off), numpy_outputs(made, arrays, images)
    assert not expected[3][..., [1, 2]].any()
    for index, values in expected.items():
        np.testing.assert_allclose(found[places[index] + (index in off)], values, rtol=1e-5)


def test_a_network_of_which_nothing_is_off_is_left_as_it_is() -> None:
    seen = Inspection(RunFolder(PRETRAINED_PATH))
    architecture, weights, places = gated(seen.architecture, seen.weights, dict(seen.off))
    assert architecture is seen.architecture
    assert weights is seen.weights
    assert all(index == place for index, place in places.items())


def test_what_would_excite_a_filter_is_known_though_it_is_off() -> None:
    seen = Inspection(RunFolder(PRETRAINED_PATH))
    images = np.random.default_rng(0).random((3, *seen.architecture.input_shape), np.float32)
    off = seen.without(((0, (4,)),))
    assert np.array_equal(off.responses(images, 0).strongest, seen.responses(images, 0).strongest)
    assert not off.outputs(images[0])[0][..., 4].any()
    assert off.is_off(0, (1, 1, 4))
    assert not off.is_off(0, (1, 1, 3))
    assert len({off.key, seen.key, seen.without(((0, (5,)),)).key}) == 3
