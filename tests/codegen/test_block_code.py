"""Blocks in exported code: a function per kind, whose layers are those of the laboratory."""

from dataclasses import replace
from random import Random

import keras
import pytest
from drawn import _values

from cnn_core.codegen.network import network_section
from cnn_core.experiment import Experiment
from cnn_core.keras_backend.build import build
from cnn_core.presets import PRESETS
from cnn_core.spec import BLOCKS, Activation, Architecture, GlobalAveragePooling2D, ResidualBlock
from cnn_core.training.config import TrainingConfig


def written(architecture, **training):
    """The model that the code of a network makes."""
    room = {"keras": keras, "layers": keras.layers}
    try:
        exec(network_section(Experiment(architecture=architecture, training=TrainingConfig(**training))).code, room)
    finally:
        keras.config.set_dtype_policy("float32")
    return room["model"]


def layers(model):
    """Class and settings of each layer, those of blocks in their order; without names, and without activations that do nothing."""
    found = []
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            found += [each for each in layers(layer) if each[0] != "InputLayer"]
        else:
            settings = {name: value for name, value in layer.get_config().items() if name != "name"}
            found.append((type(layer).__name__, settings))
    return [each for each in found if each[1].get("activation") != "linear" or each[0] != "Activation"]


@pytest.mark.parametrize("kind", BLOCKS)
def test_blocks_with_all_kinds_of_settings_are_written_as_they_are_built(kind):
    for number in range(8):
        blocks = [replace(kind(**_values(Random(n), kind)), enabled=True) for n in range(number, number + 2)]
        stack = Architecture(name="blocks", input_shape=(12, 11, 2), layers=(*blocks, GlobalAveragePooling2D()))
        assert layers(written(stack)) == layers(build(stack))


def test_what_all_blocks_share_stands_in_the_function_and_the_rest_in_the_calls():
    code = network_section(PRESETS["resnet-20"].experiment).code
    assert code.count("def residual_block(shape, filters, strides):") == code.count("\ndef ") + 1 == 1
    assert code.count("        residual_block((16, 16, 32), 32, strides=1),\n") == 2
    assert "        residual_block((32, 32, 16), 32, strides=2),\n" in code


def test_blocks_before_an_end_without_a_head_compute_in_float32_in_a_network_in_bfloat16():
    end = GlobalAveragePooling2D(), Activation(activation="softmax")
    stack = Architecture(name="no head", input_shape=(8, 8, 1), layers=(ResidualBlock(filters=3), *end))
    model = written(stack, precision="mixed_bfloat16")
    assert {each.compute_dtype for each in model.layers[0].layers[1:]} == {"float32"}
