"""Parameters, multiply-accumulates, receptive fields and memory, by hand or from papers."""

import time

import pytest

from cnn_core.presets import PRESETS
from cnn_core.spec import (
    Activation,
    Architecture,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
)
from cnn_core.summary import summarise


def rows(shape, *layers):
    return summarise(Architecture(name="by-hand", input_shape=shape, layers=layers)).rows


def test_parameters_are_shown_as_arithmetic():
    (row,) = rows((26, 26, 4), Conv2D(filters=64))
    assert row.arithmetic == "3x3x4x64 + 64 = 2,368"
    _, second = rows((28, 28, 1), Conv2D(filters=32), Conv2D(filters=64))
    assert second.arithmetic == "3x3x32x64 + 64 = 18,496"


def test_a_layer_without_weights_has_none():
    (row,) = rows((28, 28, 1), MaxPooling2D())
    assert (row.arithmetic, row.params, row.trainable, row.macs) == ("0", 0, 0, 0)


def test_half_of_batch_normalisation_is_not_trained():
    _, row = rows((28, 28, 1), Conv2D(filters=64), BatchNormalization())
    assert row.arithmetic == "64 + 64 + 64 + 64 = 256"
    assert (row.params, row.trainable) == (256, 128)


def test_alexnets_first_layer_takes_105_million_multiplications():
    """55 x 55 positions x 96 filters x 11 x 11 x 3 (Krizhevsky et al. 2012; 105 M in Sze et al. 2017, table II)."""
    (row,) = rows((227, 227, 3), Conv2D(filters=96, kernel_size=11, strides=4))
    assert row.macs == 55 * 55 * 96 * 11 * 11 * 3 == 105_415_200


def test_lenets_layers_have_the_sizes_of_the_paper():
    """LeCun et al. 1998, section II B: C1 28x28x6 with 156 weights, S2 14x14, C3 10x10x16, S4 5x5, then 120 and 84 units.

    C3 has 1,516 weights there because it is not connected to every map of S2; a whole Conv2D has 5x5x6x16 + 16 = 2,416.
    C1 is said to have 122,304 connections with biases: 28 x 28 x 156. Without biases 28 x 28 x 150 = 117,600.
    """
    table = summarise(PRESETS["lenet-5"].experiment.architecture).rows
    assert [r.output_shape for r in table] == [(28, 28, 6), (14, 14, 6), (10, 10, 16), (5, 5, 16), (400,), (120,), (84,), (10,)]
    assert [r.params for r in table] == [156, 0, 2416, 0, 0, 48_120, 10_164, 850]
    assert table[0].macs == 117_600
    assert table[5].macs == 400 * 120


def test_three_small_kernels_see_as_much_as_one_of_seven():
    """Simonyan and Zisserman 2015, section 2.3: two 3x3 layers see 5x5, three see 7x7."""
    table = rows((28, 28, 1), Conv2D(), Conv2D(), Conv2D())
    assert [r.receptive_field for r in table] == [(3, 3), (5, 5), (7, 7)]


def test_after_a_stride_every_step_counts_twice():
    """Araujo, Norris and Sim 2019: r = r + (k - 1) * j, j = j * s. LeNet-5: 5, 6, 6 + 4*2 = 14, 14 + 1*2 = 16."""
    table = summarise(PRESETS["lenet-5"].experiment.architecture).rows
    assert [r.receptive_field[0] for r in table[:4]] == [5, 6, 14, 16]


def test_height_and_width_of_the_field_are_counted_apart():
    table = rows((28, 28, 1), Conv2D(kernel_size=(1, 5)), AveragePooling2D(pool_size=(2, 1)), Conv2D(kernel_size=(3, 3)))
    assert [r.receptive_field for r in table] == [(1, 5), (2, 5), (6, 7)]


def test_a_mean_sees_all_that_comes_through():
    table = rows((28, 20, 1), MaxPooling2D(pool_size=3), GlobalAveragePooling2D(), Dense(units=10))
    assert [r.receptive_field for r in table] == [(3, 3), (27, 18), (27, 18)]


@pytest.mark.parametrize("layer", [Dense(units=10), Activation(activation="softmax")])
def test_flatten_only_lays_in_a_row_what_the_next_layer_sees_as_a_whole(layer):
    table = rows((28, 20, 1), Conv2D(), Flatten(), Dropout(), layer)
    assert [r.receptive_field for r in table] == [(3, 3), (3, 3), (3, 3), (28, 20)]


def test_the_field_never_exceeds_the_image():
    table = rows((8, 8, 1), Conv2D(kernel_size=7, padding="same"), Conv2D(kernel_size=7, padding="same"))
    assert table[-1].receptive_field == (8, 8)


def test_memory_counts_every_output_in_four_bytes():
    summary = summarise(Architecture(name="m", input_shape=(28, 28, 1), layers=(Conv2D(filters=32), Flatten())))
    assert [r.activation_bytes for r in summary.rows] == [26 * 26 * 32 * 4] * 2
    assert summary.activation_bytes == 2 * 86_528


def test_a_layer_that_is_off_has_no_row_and_keeps_the_index_of_the_others():
    table = rows((28, 28, 1), Conv2D(enabled=False), Dropout(), MaxPooling2D(enabled=False), Flatten())
    assert [r.index for r in table] == [1, 3]
    assert table[-1].output_shape == (784,)


def test_totals_are_sums_of_the_rows():
    summary = summarise(PRESETS["small-cnn"].experiment.architecture)
    assert summary.params == 320 + 18_496 + 102_464 + 650 == 121_930
    assert summary.trainable == summary.params
    assert summary.macs == 26 * 26 * 32 * 9 + 11 * 11 * 64 * 9 * 32 + 1600 * 64 + 640


def test_the_json_has_what_a_script_needs():
    value = summarise(PRESETS["mlp"].experiment.architecture).to_json()
    assert value["params"] == 784 * 128 + 128 + 1290 == 101_770
    assert value["layers"][1] == {
        "index": 1,
        "kind": "Dense",
        "input_shape": [784],
        "output_shape": [128],
        "weights": {"kernel": [784, 128], "bias": [128]},
        "params": 100_480,
        "trainable": 100_480,
        "arithmetic": "784x128 + 128 = 100,480",
        "macs": 100_352,
        "receptive_field": [28, 28],
        "activation_bytes": 512,
    }


def test_fifty_layers_are_summarised_while_a_slider_moves():
    """The design asks for 1 ms; ten times that still passes here, so that a busy machine does not fail the test."""
    layers = (Conv2D(filters=8, padding="same"), BatchNormalization(), Dropout()) * 16 + (
        Flatten(),
        Dense(units=10, activation="softmax"),
    )
    architecture = Architecture(name="deep", input_shape=(64, 64, 3), layers=layers)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        summarise(architecture, 10)
        times.append(time.perf_counter() - start)
    assert len(layers) == 50
    assert min(times) < 0.010
