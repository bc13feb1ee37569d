"""Arithmetic with a number between layers, as Keras 3 and TensorFlow 2 write it: a scaling, and no skip connection."""

import keras
import pytest
from agreement import agree
from make_models import LAYERS, as_file, filled, h5_with

from cnn_core.errors import RunError
from cnn_core.keras_files.reading import network_in

ARITHMETIC = {
    "x / 255": (lambda x: x / 255.0, (1 / 255, 0)),
    "x / 127.5 - 1": (lambda x: x / 127.5 - 1, (1 / 127.5, -1)),
    "x * 2 + 0.5": (lambda x: x * 2 + 0.5, (2, 0.5)),
    "1 - x / 255": (lambda x: 1.0 - x / 255, (-1 / 255, 1)),
    "3 * x": (lambda x: 3 * x, (3, 0)),
}


@pytest.mark.parametrize("ending", [".keras", ".h5"])
@pytest.mark.parametrize("name", ARITHMETIC)
def test_arithmetic_with_a_number_is_a_scaling(name, ending):
    """Once refused as a skip connection."""
    make, scale = ARITHMETIC[name]
    given = keras.Input((8, 8, 1))
    x = LAYERS.Flatten()(LAYERS.Conv2D(2, 3)(make(given)))
    network = filled(keras.Model(given, LAYERS.Dense(10, activation="softmax")(x)))
    found = agree(network, as_file(network, ending), largest=255)
    assert found.scale == pytest.approx(scale)
    assert [layer.kind for layer in found.architecture.layers] == ["Conv2D", "Flatten", "Dense"]


def test_arithmetic_behind_a_layer_gives_the_same_numbers():
    given = keras.Input((8, 8, 1))
    x = LAYERS.Flatten()(LAYERS.Conv2D(2, 3)(given) * 0.1 - 2)
    network = filled(keras.Model(given, LAYERS.Dense(10, activation="softmax")(x)))
    agree(network, as_file(network, ".keras"))


@pytest.mark.parametrize(
    ("function", "node", "make"),
    [
        ("math.truediv", ["given", 0, 0, {"y": 255.0, "name": None}], lambda x: x / 255.0),
        ("math.subtract", ["_CONSTANT_VALUE", -1, 1, {"y": ["given", 0, 0], "name": None}], lambda x: 1 - x),
        ("__operators__.add", ["given", 0, 0, {"y": 2, "name": None}], lambda x: x + 2),
    ],
)
def test_arithmetic_of_tensorflow_2_is_a_scaling_too(function, node, make):
    """As tf.keras 2.4 to 2.15 wrote it, by hand."""
    agree(*with_function(function, node, make), largest=255)


def with_function(function, node, make):
    """A network, and its file of TensorFlow 2 in which a function stands before the first layer."""
    given = keras.Input((8, 8, 1), name="given")
    x = LAYERS.Flatten(name="flat")(LAYERS.Conv2D(2, 3, name="conv")(make(given)))
    network = filled(keras.Model(given, LAYERS.Dense(10, activation="softmax", name="end")(x)))

    def change(value):
        first, _, *others = value["config"]["layers"]
        named = {"name": "op", "trainable": True, "dtype": "float32", "function": function}
        op = {"class_name": "TFOpLambda", "config": named, "name": "op", "inbound_nodes": [node]}
        for before, each in zip(["op", "conv", "flat"], others, strict=True):
            each["inbound_nodes"] = [[[before, 0, 0, {}]]]
        first["inbound_nodes"] = []
        value["config"]["layers"] = [first, op, *others]

    return network, h5_with(network, change)


def test_an_activation_of_tensorflow_2_is_taken_only_without_settings():
    """Once all of them as the plain ReLU."""
    agree(*with_function("nn.relu", ["given", 0, 0, {"name": None}], keras.ops.relu))
    for settings in ({"alpha": 0.1}, {"max_value": 6}, {"threshold": 0.5, "name": None}):
        _, content = with_function("keras.activations.relu", ["given", 0, 0, settings], keras.ops.relu)
        with pytest.raises(RunError, match="TFOpLambda"):
            network_in(content)


@pytest.mark.parametrize("ending", [".keras", ".h5"])
@pytest.mark.parametrize("name", ["relu", "relu6", "sigmoid", "tanh", "silu", "softplus"])
def test_a_function_between_layers_is_an_activation(name, ending):
    """Once refused, as a layer of the kind 'Relu'."""
    given = keras.Input((8, 8, 1))
    x = LAYERS.Identity()(getattr(keras.ops, name)(LAYERS.Conv2D(2, 3)(given)))
    network = filled(keras.Model(given, LAYERS.Dense(10, activation="softmax")(LAYERS.Flatten()(x))))
    found = agree(network, as_file(network, ending))
    assert [layer.kind for layer in found.architecture.layers] == ["Conv2D", "Activation", "Flatten", "Dense"]
