"""Blocks in files: what CNN Lab saved comes back equal, what a script built too; other skip connections are refused by name."""

from dataclasses import replace

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cnn_core.codegen.network import network_section
from cnn_core.errors import RunError
from cnn_core.experiment import Experiment
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.export import export_file, h5_file
from cnn_core.keras_backend.predict import Predictor
from cnn_core.keras_backend.weights import weights_of
from cnn_core.keras_files.reading import network_in
from cnn_core.spec import (
    Architecture,
    Conv2D,
    Dense,
    GlobalAveragePooling2D,
    InvertedResidual,
    ResidualBlock,
    SeparableBlock,
)
from cnn_core.summary import summarise
from tests.keras_files.test_folded_layers import as_file
from tests.summary.stacks import layers

LAYERS = keras.layers
BLOCKS = (
    ResidualBlock(filters=4, l2=1e-4),
    ResidualBlock(filters=6, strides=2, kernel_size=(2, 3), momentum=0.9, activation="tanh"),
    InvertedResidual(filters=6, expansion=2, kernel_initializer="glorot_uniform"),
    InvertedResidual(filters=5, expansion=1, strides=2, l1=0.01),
    SeparableBlock(filters=4, activation="linear", trainable=False),
    SeparableBlock(filters=3),
)


def network(*blocks):
    ends = GlobalAveragePooling2D(), Dense(units=3, activation="softmax")
    return Architecture(name="blocks", input_shape=(9, 8, 2), layers=(Conv2D(filters=4, padding="same"), *blocks, *ends))


def with_weights(architecture, seed=2):
    draw = np.random.default_rng(seed)
    shapes = {f"{row.index}.{weight.name}": weight.shape for row in summarise(architecture).rows for weight in row.weights}
    return {name: draw.uniform(0.1, 1, shape).astype(np.float32) for name, shape in shapes.items()}


@pytest.mark.parametrize("make", [export_file, h5_file])
def test_a_network_with_blocks_comes_back_equal(make):
    architecture = network(*BLOCKS)
    weights = with_weights(architecture)
    found = network_in(make(architecture, weights))
    assert found.architecture.layers == architecture.layers
    assert found.weights.keys() == weights.keys()
    assert all(np.array_equal(found.weights[name], weights[name]) for name in weights)
    assert not found.notes


@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(layers(("ResidualBlock", "InvertedResidual", "SeparableBlock"), st.just(True)), min_size=1, max_size=1))
def test_drawn_blocks_come_back_equal(blocks):
    architecture = network(*(replace(block, l1=0.01, l2=0.0) for block in blocks))  # of strengths a file keeps six digits
    if summarise(architecture).fault is not None or summarise(architecture).params > 300_000:
        return
    weights = with_weights(architecture)
    found = network_in(export_file(architecture, weights))
    assert found.architecture.layers == architecture.layers
    assert all(np.array_equal(found.weights[name], weights[name]) for name in weights)


def test_a_script_of_cnn_lab_saves_a_network_that_loads_with_its_blocks():
    architecture = network(*(block for block in BLOCKS if block.activation != "linear"))
    room = {"keras": keras, "layers": LAYERS}
    exec(network_section(Experiment(architecture=architecture)).code, room)
    found = network_in(as_file(room["model"], ".keras"))
    assert found.architecture.layers == architecture.layers
    ours = weights_of(build(architecture, seed=room["SEED"]), architecture)
    assert all(np.array_equal(found.weights[name], ours[name]) for name in ours)


def branched(change):
    """A residual block as a model within the model, with one thing that is otherwise."""
    start = keras.Input((8, 8, 2))
    x = start
    for number, activation in enumerate((True, False)):
        x = LAYERS.Conv2D(2, 3, padding="same", use_bias=False)(x)
        x = LAYERS.BatchNormalization(epsilon=1e-5 if change == "epsilon" and number else 1e-3)(x)
        x = LAYERS.Activation("relu")(x) if activation else x
    around = LAYERS.Conv2D(2, 1, use_bias=True)(start) if change == "bias" else start
    x = LAYERS.Add(name="the_sum")([x, around, around] if change == "thrice" else [x, around])
    x = x if change == "end" else LAYERS.Activation("relu")(x)
    block = keras.Model(start, x)
    return keras.Sequential(
        [keras.Input((8, 8, 2)), block, LAYERS.GlobalAveragePooling2D(), LAYERS.Dense(3, activation="softmax")]
    )


def test_a_residual_block_that_somebody_wrote_is_known_by_its_layers():
    model = branched("")
    found = network_in(as_file(model, ".keras"))
    assert found.architecture.layers[0] == ResidualBlock(filters=2, kernel_initializer="glorot_uniform")
    images = np.random.default_rng(1).random((3, 8, 8, 2), np.float32)
    answers = Predictor(found.architecture, found.weights).probabilities(images)
    np.testing.assert_allclose(answers, model.predict(images, verbose=0), rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("change", ["epsilon", "bias", "thrice", "end"])
def test_a_skip_connection_that_is_no_block_is_refused_by_its_name(change):
    with pytest.raises(RunError, match=r"skip connection.*'the_sum' \(Add\)"):
        network_in(as_file(branched(change), ".keras"))
