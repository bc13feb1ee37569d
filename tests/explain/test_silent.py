"""Channels that nothing reaches any more: for two images their numbers are the same to the bit, those of all others are not."""

import numpy as np
import pytest

from cnn_core.explain.numpy_network import numpy_outputs
from cnn_core.explain.silent import silent_channels
from cnn_core.spec import (
    Architecture,
    BatchNormalization,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
    SeparableBlock,
    UpSampling2D,
)
from cnn_core.summary import summarise

LINEAR = {"activation": "linear"}
GROUPED = (Conv2D(filters=8, **LINEAR), Conv2D(filters=12, groups=4, padding="same", **LINEAR), BatchNormalization())
NETWORKS = {
    "groups": ((*GROUPED, MaxPooling2D(), Flatten(), Dense(units=3, **LINEAR)), {0: range(2)}),
    "depthwise": (
        (Conv2D(filters=4, **LINEAR), DepthwiseConv2D(depth_multiplier=2, **LINEAR), UpSampling2D(), GlobalAveragePooling2D()),
        {0: [1, 3]},
    ),
    "all of a layer": ((Conv2D(filters=4, **LINEAR), Conv2D(filters=3, **LINEAR), Flatten(), Dense(units=2)), {0: range(4)}),
    "the last": ((Conv2D(filters=4, **LINEAR), Conv2D(filters=3, **LINEAR), GlobalAveragePooling2D()), {1: [2]}),
    "before a block": ((Conv2D(filters=4, **LINEAR), SeparableBlock(filters=3), Flatten()), {0: range(4)}),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_what_nothing_reaches_is_the_same_for_every_image_and_nothing_else_is(name):
    layers, off = NETWORKS[name]
    architecture = Architecture(name="drawn", input_shape=(9, 8, 2), layers=layers)
    rows = summarise(architecture).rows
    draw = np.random.default_rng(4)
    weights = {
        f"{row.index}.{each.name}": draw.uniform(0.2, 1, each.shape).astype(np.float32) for row in rows for each in row.weights
    }
    two = draw.normal(size=(2, 9, 8, 2)).astype(np.float32)
    given = numpy_outputs(architecture, weights, two, {index: set(numbers) for index, numbers in off.items()})
    silent = silent_channels(rows, off)
    for row in rows:
        first, second = (np.moveaxis(values, -1, 0).reshape(values.shape[-1], -1) for values in given[row.index])
        assert silent[row.index] == tuple(k for k in range(len(first)) if np.array_equal(first[k], second[k]))


def test_where_nothing_is_off_nothing_is_silent():
    assert silent_channels(summarise(Architecture(name="drawn", input_shape=(9, 8, 2), layers=GROUPED)).rows, {}) == {}
