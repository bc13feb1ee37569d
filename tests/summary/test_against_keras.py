"""The summary's shapes, parameters and faults, against Keras itself.

The oracle knows the kinds only by name: `getattr(keras.layers, kind)(**values)`, called on a symbolic tensor; blocks are built by hand. Variables get a
shape but no memory, so a thousand layers take about a second.
"""

import os
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from keras_blocks import keras_layer
from stacks import stacks

from cnn_core.presets import PRESETS
from cnn_core.spec import AveragePooling2D, Composite, Conv2D, DepthwiseConv2D, MaxPooling2D, SeparableConv2D
from cnn_core.spec.architecture import Architecture
from cnn_core.summary import summarise

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
keras = pytest.importorskip("keras")


def weight_table(layer):
    """Name, shape and whether it trains of each weight; those of a block sorted, for Keras orders its layers by depth."""
    table = [(weight.name, tuple(weight.shape), weight.trainable) for weight in layer.weights if "seed" not in weight.path]
    return sorted(table) if isinstance(layer, keras.Model) else table


def own_table(row):
    table = [(weight.name.rpartition(".")[2], weight.shape, weight.trainable) for weight in row.weights]
    return sorted(table) if isinstance(row.layer, Composite) else table


def keras_macs(made, shape):
    """Multiply-accumulates: each number of a kernel once per place of the output; in a block, of the output of the layer inside."""
    if isinstance(made, keras.Model):
        return sum(keras_macs(each, tuple(each.output.shape[1:])) for each in made.layers)
    kernels = [weight for weight in made.weights if weight.name.endswith("kernel")]
    return sum(int(np.prod(weight.shape) * np.prod(shape[:-1])) for weight in kernels)


def keras_rows(architecture):
    """(output shape, parameters, trainable ones, weights, work) a layer, and the index of the layer that Keras refuses."""
    rows, tensor = [], keras.KerasTensor((None, *architecture.input_shape))
    for index, layer in enumerate(architecture.layers):
        if not layer.enabled:
            continue
        with keras.StatelessScope(initialize_variables=False):
            try:
                made = keras_layer(layer, tuple(tensor.shape[1:]))
                tensor = made(tensor)
            except (ValueError, IndexError):  # the latter from PReLU, whose shared_axes are those of an image
                return rows, index
        table = weight_table(made)
        trainable = sum(int(np.prod(shape)) for _, shape, trainable in table if trainable)
        shape = tuple(tensor.shape[1:])
        rows.append((shape, made.count_params(), trainable, table, keras_macs(made, shape)))
    return rows, None


def our_rows(architecture):
    summary = summarise(architecture)
    rows = [(r.output_shape, r.params, r.trainable, own_table(r), r.macs) for r in summary.rows]
    return rows, summary.fault and summary.fault.index


@pytest.fixture(autouse=True)
def _forget_layers():
    yield
    keras.backend.clear_session()


def test_windows_of_all_sizes_strides_and_paddings_give_keras_shapes():
    sizes, windows, strides = (1, 2, 3, 4, 5, 7, 8, 12), (1, 2, 3, 4, 5), (1, 2, 3)
    for size, window, stride, padding in product(sizes, windows, strides, ("valid", "same")):
        pair = {"strides": (stride, 1), "padding": padding}
        for layer in (
            Conv2D(filters=3, kernel_size=(window, 1), **pair),
            MaxPooling2D(pool_size=(window, 1), **pair),
            AveragePooling2D(pool_size=(1, window), strides=(1, stride), padding=padding),
        ):
            stack = Architecture(name="one", input_shape=(size, size, 2), layers=(layer,))
            assert our_rows(stack) == keras_rows(stack), layer


def test_windows_with_gaps_and_groups_give_keras_shapes():
    for size, window, dilation, groups, padding in product((3, 5, 9), (1, 2, 3), (1, 2, 4), (1, 2, 4), ("valid", "same")):
        usual = {"kernel_size": (window, 1), "dilation_rate": (dilation, 1), "padding": padding}
        for layer in (
            Conv2D(filters=8, groups=groups, **usual),
            DepthwiseConv2D(strides=groups, **usual),
            SeparableConv2D(filters=4, strides=groups, l1=1e-4, l2=1e-4, **usual),
        ):
            stack = Architecture(name="one", input_shape=(size, size, 4), layers=(layer,))
            assert our_rows(stack) == keras_rows(stack), layer


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(stack=stacks())
def test_150_drawn_stacks_give_keras_shapes_parameters_and_faults(stack):
    assert our_rows(stack) == keras_rows(stack)


@pytest.mark.long
@settings(max_examples=10_000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(stack=stacks())
def test_10_000_drawn_stacks_give_keras_shapes_parameters_and_faults(stack):
    assert our_rows(stack) == keras_rows(stack)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_computes_what_its_summary_says(name):
    """Built for real and called on an image: the same shapes and number of parameters, and probabilities at the end."""
    preset = PRESETS[name]
    architecture = preset.experiment.architecture
    rows = summarise(architecture).rows
    model = keras.Sequential([keras.Input(architecture.input_shape), *(keras_layer(row.layer, row.input_shape) for row in rows)])
    tensor = np.zeros((1, *architecture.input_shape), np.float32)
    for layer, row in zip(model.layers, rows, strict=True):
        tensor = layer(tensor)
        assert tuple(tensor.shape[1:]) == row.output_shape
    assert float(np.sum(tensor)) == pytest.approx(1.0, abs=1e-5)
    assert model.count_params() == preset.params == summarise(architecture).params
