"""What the microscope is given: maps as bytes, and the arithmetic of a number in blocks that add up."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import numpy as np
import pytest

from cnn_core.data.choice import DataChoice
from cnn_core.data.prepare import Scaling
from cnn_core.engine import Inspection
from cnn_core.experiment import Experiment
from cnn_core.explain.arithmetic import IMAGE
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.spec import (
    ELU,
    Activation,
    Architecture,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Dropout,
    Flatten,
    GaussianNoise,
    GlobalAveragePooling2D,
    GlobalMaxPooling2D,
    GroupNormalization,
    InvertedResidual,
    Layer,
    LayerNormalization,
    LeakyReLU,
    MaxPooling2D,
    PReLU,
    ResidualBlock,
    SeparableBlock,
    SeparableConv2D,
    SpatialDropout2D,
    UpSampling2D,
    ZeroPadding2D,
)
from cnn_core.summary import summarise
from pages.widgets.components.microscope import Asked
from pages.widgets.explain.blocks import number, quotient_digits
from pages.widgets.explain.detail import detail
from pages.widgets.explain.scene import scene
from pages.widgets.state.view import Look

ALL_KINDS = (
    Conv2D(filters=5, padding="same", activation="linear"),
    BatchNormalization(),
    LeakyReLU(),
    MaxPooling2D(padding="same"),
    SpatialDropout2D(),
    Conv2D(filters=6, strides=(2, 2), activation="tanh"),
    AveragePooling2D(),
    Activation(),
    Dropout(enabled=False),
    Dense(units=4, activation="softmax"),
    GlobalAveragePooling2D(),
    Dropout(),
    Flatten(),
    Dense(units=3, activation="softmax"),
)

OTHER_KINDS = (
    ZeroPadding2D(),
    DepthwiseConv2D(depth_multiplier=2, activation="relu"),
    LayerNormalization(),
    UpSampling2D(),
    SeparableConv2D(filters=6, strides=2),
    GroupNormalization(groups=3),
    GaussianNoise(),
    PReLU(),
    ELU(),
    ResidualBlock(filters=4, strides=2),
    InvertedResidual(filters=4, expansion=2),
    SeparableBlock(filters=5),
    GlobalMaxPooling2D(),
    Dense(units=3, activation="softmax"),
)


def looked_at(path: Path, architecture: Architecture, classes: int = 10) -> Look:
    """A random image on its way through a network with random weights."""
    folder = RunFolder.create(path, RunMeta(id="run", experiment=Experiment(architecture=architecture, data=DataChoice())))
    draw = np.random.default_rng(2)
    shapes = {f"{row.index}.{w.name}": w.shape for row in summarise(architecture).rows for w in row.weights}
    weights = {name: draw.normal(size=shape).astype(np.float32) * 0.2 for name, shape in shapes.items()}
    folder.save_weights({n: np.abs(w) + 0.5 if n.endswith("variance") else w for n, w in weights.items()})
    pixels = draw.integers(0, 256, architecture.input_shape, np.uint8)
    scaling, inspection = Scaling(0.0, 255.0), Inspection(folder)
    outputs = inspection.outputs(scaling.apply(pixels[None])[0])
    return Look("key", inspection, scaling, pixels, 255, outputs, 1, tuple(str(k) for k in range(classes)))


@pytest.fixture
def every_kind(tmp_path: Path) -> Look:
    return looked_at(tmp_path, Architecture(name="all", input_shape=(13, 11, 3), layers=ALL_KINDS), 3)


@pytest.fixture
def other_kinds(tmp_path: Path) -> Look:
    return looked_at(tmp_path, Architecture(name="others", input_shape=(9, 8, 3), layers=OTHER_KINDS), 3)


def test_the_networks_of_these_tests_have_every_kind_of_layer() -> None:
    assert {layer.kind for layer in (*ALL_KINDS, *OTHER_KINDS)} == set(Layer.kinds)


def test_the_bytes_of_a_map_are_its_values_to_one_step_of_the_layers_range(every_kind: Look) -> None:
    shown = scene(every_kind, "an image")
    json.dumps(shown, allow_nan=False)
    for layer in shown["layers"]:
        values = every_kind.outputs[layer["index"]]
        coded = np.frombuffer(base64.b64decode(layer["maps"]), np.uint8).astype(float)
        decoded = layer["low"] + coded * (layer["high"] - layer["low"]) / 255
        expected = np.moveaxis(values, -1, 0).ravel()
        np.testing.assert_allclose(decoded, expected, atol=(layer["high"] - layer["low"]) / 500)
    image = np.frombuffer(base64.b64decode(shown["image"]["pixels"]), np.uint8)
    assert np.array_equal(image, every_kind.pixels.ravel())


def test_a_large_network_sends_no_more_than_it_may(tmp_path: Path) -> None:
    layers = (*[Conv2D(filters=64, padding="same")] * 8, GlobalAveragePooling2D(), Dense(units=10, activation="softmax"))
    look = looked_at(tmp_path, Architecture(name="large", input_shape=(96, 96, 1), layers=layers))
    shown = scene(look, "an image")
    assert len(json.dumps(shown)) < 4.5 * 2**20
    assert shown["layers"][0]["words"] == f"96x96x64, the first {shown['layers'][0]['shown']} maps"


@pytest.mark.parametrize("kinds", ["every_kind", "other_kinds"])
def test_every_number_of_every_kind_has_its_blocks(kinds: str, request: pytest.FixtureRequest) -> None:
    look: Look = request.getfixturevalue(kinds)
    json.dumps(scene(look, "an image"), allow_nan=False)
    for index, values in look.outputs.items():
        for place in [(0,) * values.ndim, tuple(size - 1 for size in values.shape)]:
            shown = detail(look, (index, place, 0))
            assert shown is not None
            json.dumps(shown, allow_nan=False)
            assert (shown["layer"], shown["at"]) == (index, list(place))
            assert shown["blocks"]


@pytest.mark.parametrize("asked", [(99, (0, 0, 0), 0), (0, (13, 0, 0), 0), (0, (0, -1, 0), 0), (0, (0,), 0), (8, (0, 0, 0), 0)])
def test_what_the_network_does_not_have_has_none(every_kind: Look, asked: tuple[int, tuple[int, ...], int]) -> None:
    assert detail(every_kind, asked) is None


def test_at_first_the_predicted_class_is_explained(every_kind: Look) -> None:
    shown = detail(every_kind, None)
    assert shown is not None
    assert (shown["layer"], shown["at"]) == (13, [int(every_kind.probabilities.argmax())])


def test_the_channels_of_a_convolution_and_the_folded_rest_add_up(tmp_path: Path) -> None:
    look = looked_at(tmp_path, PRESETS["small-cnn"].experiment.architecture)
    found = look.inspection.origin(look.outputs, 2, (4, 5, 7))
    shown = detail(look, (2, (4, 5, 7), 0))
    assert shown is not None
    groups = [block for block in shown["blocks"] if block["type"] == "products"]
    more = detail(look, (2, (4, 5, 7), 64))
    assert more is not None
    everything = [block for block in more["blocks"] if block["type"] == "products"]
    assert (len(groups), len(everything)) == (3, 32)
    sums = [sum(block["products"]) for block in everything]
    assert sorted(sums, key=abs, reverse=True) == sums
    assert sum(sums) + found.bias == pytest.approx(found.pre_activation, abs=1e-6)
    assert everything[0]["products"] == pytest.approx(np.multiply(everything[0]["values"], everything[0]["weights"]).tolist())
    rest = next(block for block in shown["blocks"] if block["type"] == "more")["text"]
    assert rest.startswith(f"29 other input maps, together {sum(sums[3:]):.4g}".replace("-", "−"))


def test_padding_is_said_and_has_no_number(tmp_path: Path) -> None:
    layers = (Conv2D(filters=2, padding="same"), GlobalAveragePooling2D(), Dense(units=3, activation="softmax"))
    shown = detail(looked_at(tmp_path, Architecture(name="p", input_shape=(6, 6, 1), layers=layers), 3), (0, (0, 0, 0), 0))
    assert shown is not None
    assert "padding" in shown["blocks"][0]["text"]
    assert [value is None for value in shown["blocks"][1]["values"]] == [True, True, True, True, False, False, True, False, False]


def test_a_pixel_ends_the_trail_with_its_raw_and_its_scaled_value(every_kind: Look) -> None:
    shown = detail(every_kind, (IMAGE, (2, 3, 1), 0))
    assert shown is not None
    raw = int(every_kind.pixels[2, 3, 1])
    assert shown["title"] == "Image, row 2, column 3, green"
    assert f"The pixel is {raw} of 255. Scaled for the network: ({raw} − 0) / 255" in shown["blocks"][0]["text"]


@pytest.mark.parametrize(
    ("part", "whole", "digits"), [(1.0, 1.0001, 5), (1.0, 1.00006, 5), (0.25, 1.0, 4), (2e-13, 1.00004, 4), (1.0, 1.0, 4)]
)
def test_the_share_of_a_class_can_be_worked_out_by_hand_from_what_stands_there(part: float, whole: float, digits: int) -> None:
    """1 / 1.0001 is 0.9999, and 1 / 1 is not."""
    assert quotient_digits(part, whole) == digits
    written = [float(f"{each:.{quotient_digits(part, whole)}g}") for each in (part, whole)]
    assert f"{written[0] / written[1]:.4g}" == f"{part / whole:.4g}"


def test_of_a_file_with_one_sigmoid_unit_the_unit_without_weights_says_why_it_has_none(tmp_path: Path) -> None:
    layers = (Flatten(), Dense(units=2, activation="softmax"))
    look = looked_at(tmp_path, Architecture(name="pair", input_shape=(3, 3, 1), layers=layers), 2)
    look.inspection.weights["1.kernel"][:, 0] = 0
    look.inspection.weights["1.bias"][0] = 0
    without, with_ = (detail(look, (1, (unit,), 0)) for unit in (0, 1))
    assert without is not None
    assert with_ is not None
    assert "The other one alone decides" in without["blocks"][0]["text"]
    assert "All weights" not in with_["blocks"][0]["text"]


def test_of_a_unit_with_softmax_the_sum_is_told_from_its_share(every_kind: Look) -> None:
    """ "= 1. A sum of 64 products", which make 41."""
    unit = len(ALL_KINDS) - 1
    found = every_kind.inspection.origin(every_kind.outputs, unit, (1,))
    shown = detail(every_kind, Asked(unit, (1,)))
    assert shown is not None
    total = number(found.pre_activation)
    assert shown["value"] == f"= {number(found.value)} after softmax, {total} before"
    assert shown["blocks"][0]["text"].startswith(f"Before softmax it is {total}: a sum of ")
