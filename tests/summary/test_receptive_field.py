"""What an output depends on, against Keras: one row or column of pixels is changed, and the outputs that change depend on it."""

import random
from dataclasses import replace

import keras
import numpy as np
import pytest

from cnn_core.keras_backend.build import build
from cnn_core.presets import PRESETS
from cnn_core.spec import (
    BLOCKS,
    Architecture,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Flatten,
    GlobalAveragePooling2D,
    GlobalMaxPooling2D,
    MaxPooling2D,
    SeparableConv2D,
    UpSampling2D,
    ZeroPadding2D,
)
from cnn_core.summary import summarise

OTHERS = (DepthwiseConv2D, SeparableConv2D, ZeroPadding2D, UpSampling2D)


def drawn(seed):
    """A stack of windows of many kinds over an image of any size, with a head behind it; as much of it as fits."""
    dice = random.Random(seed)

    def pair(most):
        return dice.randint(1, most), dice.randint(1, most)

    layers = []
    for _ in range(dice.randint(1, 5)):
        padding = dice.choice(("valid", "same"))
        kind = dice.choice((Conv2D, Conv2D, MaxPooling2D, AveragePooling2D, BatchNormalization, *OTHERS, *BLOCKS))
        if kind in (DepthwiseConv2D, SeparableConv2D):
            layers.append(
                kind(
                    kernel_size=pair(5),
                    strides=dice.randint(1, 3),
                    padding=padding,
                    activation="linear",
                    use_bias=False,
                    dilation_rate=dice.choice(((1, 1), (1, 1), pair(3))),
                )
            )
        elif kind in BLOCKS:
            layers.append(kind(filters=dice.randint(1, 3), kernel_size=pair(5), strides=dice.randint(1, 2)))
        elif kind is ZeroPadding2D:
            layers.append(ZeroPadding2D(padding=pair(3)))
        elif kind is UpSampling2D:
            layers.append(UpSampling2D(size=pair(3)))
        elif kind is Conv2D:
            gaps = {"dilation_rate": pair(3)} if dice.random() < 0.3 else {"strides": pair(3)}
            layers.append(Conv2D(filters=2, kernel_size=pair(5), padding=padding, activation="linear", use_bias=False, **gaps))
        elif kind is BatchNormalization:
            layers.append(BatchNormalization())
        else:
            layers.append(kind(pool_size=pair(4), strides=dice.choice((None, pair(3))), padding=padding))
    layers += [
        dice.choice((Flatten, GlobalAveragePooling2D, GlobalMaxPooling2D))(),
        Dense(units=3, activation="linear", use_bias=False),
    ]
    whole = Architecture(name="drawn", input_shape=(dice.randint(4, 24), dice.randint(4, 24), 1), layers=tuple(layers))
    fault = summarise(whole).fault
    return whole if fault is None else replace(whole, layers=whole.layers[: fault.index])


def extents(architecture):
    """(height, width) of every layer by trying: all weights are positive, so that whatever depends on a bright pixel is above 0."""
    network = build(architecture, seed=1)
    for layer in network.layers:
        layer.set_weights([np.abs(weight) + 0.5 for weight in layer.get_weights()])
    for layer in network._flatten_layers():
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.moving_mean.assign(np.zeros(layer.moving_mean.shape))
            layer.beta.assign(np.zeros(layer.beta.shape))
    height, width, _ = architecture.input_shape
    rows = np.zeros((height, *architecture.input_shape), np.float32)
    rows[range(height), range(height)] = 1
    columns = np.zeros((width, *architecture.input_shape), np.float32)
    columns[range(width), :, range(width)] = 1
    found = []
    for layer in network.layers:
        rows, columns = layer(rows), layer(columns)
        found.append((longest(rows), longest(columns)))
    return found


def longest(outputs):
    """From the first to the last row that an output depends on, of the output for which that is most."""
    depends = np.reshape(outputs, (len(outputs), -1)) > 0
    lines = np.arange(len(depends))[:, None]
    last = np.where(depends, lines, -1).max(0)
    first = np.where(depends, lines, len(depends)).min(0)
    return max(0, int((last - first + 1).max()))


@pytest.mark.parametrize("seed", range(120))
def test_every_row_sees_what_keras_outputs_depend_on(seed):
    architecture = drawn(seed)
    if architecture.layers:
        assert [row.receptive_field for row in summarise(architecture).rows] == extents(architecture)


def test_small_cnn_never_sees_the_last_two_rows_and_columns():
    """26 -> 13 -> 11 -> 5 positions: the second pooling leaves the eleventh out, so that 26 of 28 pixels arrive."""
    architecture = PRESETS["small-cnn"].experiment.architecture
    fields = [row.receptive_field for row in summarise(architecture).rows]
    assert fields == [(3, 3), (4, 4), (8, 8), (10, 10), (10, 10), (10, 10), (26, 26), (26, 26)]
    network, images = build(architecture, seed=1), np.random.default_rng(1).random((4, 28, 28, 1), np.float32)
    changed = images.copy()
    changed[:, 26:], changed[:, :, 26:] = 0, 1
    np.testing.assert_array_equal(network(images), network(changed))
    changed[:, 25] += 1
    assert np.all(np.any(network(images) != network(changed), axis=1))
