"""Files of other versions of Keras, rewritten by hand from what the installed one saves."""

import io
import json
import re

import h5py
import keras
import numpy as np
import pytest
from make_models import LAYERS, as_file, filled, h5_with, keras_with, model, moved_weights, old_h5, small, unzipped, zipped

from cnn_core.errors import RunError
from cnn_core.keras_backend.predict import Predictor
from cnn_core.keras_files.reading import network_in
from cnn_core.spec import Conv2D, Dense, Dropout

IMAGES = np.random.default_rng(6).random((5, 8, 8, 1), dtype=np.float32)


def agree(network, content):
    found = network_in(content)
    expected = np.asarray(network(IMAGES, training=False))
    given = Predictor(found.architecture, found.weights).probabilities(IMAGES)
    np.testing.assert_allclose(given, expected, rtol=1e-4, atol=1e-5)
    return found


def two_of_each():
    return model(
        [
            LAYERS.Conv2D(3, 3, activation="relu"),
            LAYERS.BatchNormalization(),
            LAYERS.Dropout(0.2),
            LAYERS.Conv2D(2, 2),
            LAYERS.BatchNormalization(),
            *small(LAYERS.Dense(4)),
        ]
    )


def keras_1(network):
    """The settings of Keras 1.2, by hand."""
    common = {"trainable": True, "W_regularizer": None, "b_regularizer": None, "W_constraint": None, "init": "glorot_uniform"}
    conv = {
        "nb_filter": 3,
        "nb_row": 2,
        "nb_col": 3,
        "border_mode": "same",
        "subsample": [1, 1],
        "dim_ordering": "tf",
        "bias": True,
    }
    pool = {"pool_size": [2, 2], "border_mode": "valid", "strides": [2, 2], "dim_ordering": "tf", "name": "maxpooling2d_1"}
    norm = {"mode": 0, "axis": -1, "epsilon": 0.001, "momentum": 0.99, "gamma_regularizer": None, "name": "batchnormalization_1"}
    dense = {"output_dim": 10, "activation": "softmax", "bias": True, "input_dim": 48, "name": "dense_1"}
    first = {"name": "convolution2d_1", "batch_input_shape": [None, 8, 8, 1], "input_dtype": "float32", "activation": "relu"}
    layers = [
        ("Convolution2D", {**common, **conv, **first}),
        ("MaxPooling2D", pool),
        ("BatchNormalization", norm),
        ("Dropout", {"p": 0.25, "name": "dropout_1"}),
        ("Flatten", {"name": "flatten_1", "trainable": True}),
        ("Dense", {**common, **dense}),
    ]
    arrays = iter(network.get_weights())
    named = [
        ("convolution2d_1", [("convolution2d_1_W:0", next(arrays)), ("convolution2d_1_b:0", next(arrays))]),
        ("batchnormalization_1", [(f"batchnormalization_1_{part}:0", next(arrays)) for part in ("gamma", "beta", "mean", "std")]),
        ("dense_1", [("dense_1_W:0", next(arrays)), ("dense_1_b:0", next(arrays))]),
    ]
    return old_h5({"class_name": "Sequential", "config": [{"class_name": a, "config": b} for a, b in layers]}, named)


def test_keras_1_called_its_layers_and_settings_otherwise():
    network = model(
        [
            LAYERS.Conv2D(3, (2, 3), padding="same", activation="relu"),
            LAYERS.MaxPooling2D(),
            LAYERS.BatchNormalization(),
            *small(),
        ]
    )
    layers = agree(network, keras_1(network)).architecture.layers
    assert layers[0] == Conv2D(filters=3, kernel_size=(2, 3), padding="same")
    assert layers[3] == Dropout(rate=0.25)
    assert layers[-1] == Dense(units=10, activation="softmax")


def test_theano_had_its_channels_first():
    def change(value):
        value["config"]["layers"][1]["config"]["data_format"] = "channels_first"

    with pytest.raises(RunError, match="channels first"):
        network_in(h5_with(model(small(LAYERS.Conv2D(2, 3))), change))


def test_keras_2_0_had_a_list_of_layers_for_a_configuration():
    network = two_of_each()

    def change(value):
        layers = value["config"]["layers"][1:]
        layers[0]["config"]["batch_input_shape"] = [None, 8, 8, 1]
        return {"class_name": "Sequential", "config": layers}

    agree(network, h5_with(network, change))


def test_tensorflow_2_called_the_shape_of_the_images_batch_input_shape_and_gave_axes_in_lists():
    first, second = LAYERS.Conv2D(3, 3), LAYERS.Dense(4)
    network = model(
        [first, LAYERS.BatchNormalization(), LAYERS.Flatten(), second, LAYERS.BatchNormalization(), LAYERS.Dense(10, "softmax")]
    )

    def change(value):
        axes = iter([3, 1])
        value["config"].pop("build_input_shape", None)
        for each in value["config"]["layers"]:
            values = each["config"]
            values["dtype"] = "float32"
            if "batch_shape" in values:
                values["batch_input_shape"] = values.pop("batch_shape")
                values |= {"sparse": False, "ragged": False}
            if each["class_name"] == "BatchNormalization":
                values["axis"] = [next(axes)]

    agree(network, h5_with(network, change))


def test_a_functional_model_of_keras_2_names_the_layer_before_in_lists():
    given = keras.Input((8, 8, 1))
    x = LAYERS.Flatten(name="flat")(LAYERS.Conv2D(2, 3, name="conv")(given))
    network = filled(keras.Model(given, LAYERS.Dense(10, activation="softmax", name="end")(x)))

    def change(value):
        layers = value["config"]["layers"]
        value["class_name"] = "Model"
        for before, each in zip([None, *layers[:-1]], layers, strict=True):
            each["inbound_nodes"] = [] if before is None else [[[before["name"], 0, 0, {}]]]
        layers.reverse()  # any order will do

    agree(network, h5_with(network, change))


def test_keras_2_13_counted_layers_with_weights_twice_under_another_name():
    network = two_of_each()

    def rename(path):
        kind, number, array = re.fullmatch(r"layers/(.+?)(?:_(\d+))?/((?:seed_generator/)?vars/\d)", path).groups()
        return f"_layer_checkpoint_dependencies/{kind}{'' if number is None else f'_{2 * int(number)}'}/{array}"

    agree(network, moved_weights(network, rename))


@pytest.mark.parametrize("root", ["layers", "_layer_checkpoint_dependencies"])
def test_keras_on_windows_wrote_backslashes_into_the_names_of_groups(root):
    network = model(small(LAYERS.Conv2D(2, 3)))
    content = moved_weights(network, lambda path: path.replace("layers/", f"{root}\\", 1))
    members = unzipped(content)
    agree(network, zipped(members | {"assets\\": b""}))


def test_arrays_in_double_precision_are_read():
    network = model(small())
    content = io.BytesIO(as_file(network, ".h5"))
    with h5py.File(content, "r+") as file:
        group = file["model_weights/" + next(name for name in file["model_weights"] if name.startswith("dense"))]
        for name in group.attrs["weight_names"]:
            array = group[name][()].astype(np.float64)
            del group[name]
            group[name] = array
    agree(network, content.getvalue())


def test_names_that_are_too_many_for_one_attribute_are_kept_in_several():
    network = model(small())
    content = io.BytesIO(as_file(network, ".h5"))
    with h5py.File(content, "r+") as file:
        group = file["model_weights/" + next(name for name in file["model_weights"] if name.startswith("dense"))]
        names = list(group.attrs["weight_names"])
        del group.attrs["weight_names"]
        for part, name in enumerate(names):
            group.attrs[f"weight_names{part}"] = [name]
    agree(network, content.getvalue())


def test_settings_of_versions_to_come_that_are_null_do_not_matter():
    def change(value):
        value["config"]["layers"][-1]["config"]["thing_of_keras_4"] = None

    network = model(small())
    agree(network, keras_with(network, change))


def test_a_file_says_what_version_it_is_of_in_its_own_way():
    """Keras 1 and 2 saved their configuration as bytes, later ones as text."""
    network = model(small())
    content = io.BytesIO(as_file(network, ".h5"))
    with h5py.File(content, "r+") as file:
        file.attrs["model_config"] = json.dumps(json.loads(file.attrs["model_config"])).encode()
    agree(network, content.getvalue())
