"""Inside blocks, and of convolutions by channel: maps, numbers, and the network without some of the filters, against Keras."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from cnn_core.engine import Inspection
from cnn_core.experiment import Experiment
from cnn_core.explain.arithmetic import IMAGE
from cnn_core.explain.filters import filter_layers, filters_of_the_image, kernels_of, last_maps
from cnn_core.explain.inside_blocks import layers_inside
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.weights import weights_of
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.spec import (
    Activation,
    Architecture,
    BatchNormalization,
    Composite,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Flatten,
    GlobalAveragePooling2D,
    InvertedResidual,
    Layer,
    MaxPooling2D,
    ResidualBlock,
    SeparableBlock,
    SeparableConv2D,
)
from cnn_core.summary import summarise
from tests.explain.blocks_to_explain import BLOCKS_TO_EXPLAIN

HEAD = (GlobalAveragePooling2D(), Dense(units=3, activation="softmax"))


def in_keras(tmp_path: Path, *layers: Layer, shape: tuple[int, int, int] = (9, 8, 2)) -> tuple[keras.Model, Inspection]:
    """A network with random weights as Keras has it, and as a run of it is looked into."""
    architecture = Architecture(name="drawn", input_shape=shape, layers=layers)
    draw, model = np.random.default_rng(5), build(architecture, 1)
    for layer in model._flatten_layers(include_self=False):
        if isinstance(layer, keras.Model):
            continue
        layer.set_weights([draw.normal(size=weight.shape) * 0.4 for weight in layer.get_weights()])
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.moving_variance.assign(draw.uniform(0.3, 2, layer.moving_variance.shape))
    experiment = Experiment(architecture=architecture, data=PRESETS["small-cnn"].experiment.data)
    folder = RunFolder.create(tmp_path, RunMeta(id="run", experiment=experiment))
    folder.save_weights(weights_of(model, architecture))
    return model, Inspection(folder)


def answer(model: keras.Model, network: Inspection, images: Any) -> Any:
    """What Keras says, step by step, each map that is switched off multiplied by 0."""
    off = dict(network.off)

    def gated(value: Any, spot: tuple[int, str]) -> Any:
        return value * np.float32(~np.isin(np.arange(value.shape[-1]), off.get(spot, ())))

    value = images
    for row, layer in zip(summarise(network.architecture).rows, model.layers, strict=True):
        if not isinstance(row.layer, Composite):
            value = layer(value, training=False)
        else:
            within, ways = row.layer.inside(row.input_shape), []
            for way in (within.main, within.skip):
                reached = value
                for step in way or ():
                    reached = gated(layer.get_layer(step.name)(reached, training=False), (row.index, step.name))
                ways += [] if way is None else [reached]
            value = sum(ways)
            for step in within.after:
                value = layer.get_layer(step.name)(value, training=False)
        value = gated(value, (row.index, ""))
    return np.asarray(value)


@pytest.mark.parametrize("block", [each for made in BLOCKS_TO_EXPLAIN.values() for each in made], ids=lambda block: block.label)
def test_the_maps_of_every_convolution_of_a_block_are_those_of_keras(tmp_path: Path, block: Layer) -> None:
    model, network = in_keras(tmp_path, Conv2D(filters=2, padding="same"), block, *HEAD)
    images = np.random.default_rng(0).normal(size=(3, 9, 8, 2)).astype(np.float32)
    before = np.asarray(model.layers[0](images))
    inner = [each for each in filter_layers(summarise(network.architecture).rows) if each.layer.index == 1]
    assert [each.step for each in inner] == [layer.name for layer in model.layers[1].layers if "conv" in layer.name]
    for each in inner:
        given = model.layers[1].get_layer(each.maps[1]).output if each.maps[1] else model.layers[1].output
        expected = np.asarray(keras.Model(model.layers[1].input, given)(before))
        found = network.maps(images, each)
        np.testing.assert_allclose(found, expected, atol=1e-5 * max(1, np.abs(expected).max()))
        assert found.shape[1:] == each.way[-1].output_shape
        assert each.count == found.shape[-1]
        silent = network.responses(images, each).silent
        np.testing.assert_array_equal(silent, ~(np.asarray(expected) != 0).any((1, 2)))


@pytest.mark.parametrize("block", [each for made in BLOCKS_TO_EXPLAIN.values() for each in made], ids=lambda block: block.label)
def test_the_terms_of_every_number_inside_a_block_add_up_to_what_keras_gives(tmp_path: Path, block: Layer) -> None:
    model, network = in_keras(tmp_path, Conv2D(filters=2, padding="same"), block, *HEAD)
    image = np.random.default_rng(0).normal(size=(9, 8, 2)).astype(np.float32)
    outputs = network.outputs(image)
    given = network.inside(outputs, 1)
    assert given.keys() == layers_inside(network.architecture, 1).keys()
    draw = np.random.default_rng(1)
    for name, values in given.items():
        part = keras.Model(model.layers[1].input, model.layers[1].get_layer(name).output)
        theirs = np.asarray(part(outputs[0][None])[0])
        np.testing.assert_allclose(values, theirs, atol=1e-5 * max(1, np.abs(values).max()))
        for _ in range(4):
            at = tuple(int(draw.integers(size)) for size in values.shape)
            found = network.origin_inside(outputs, given, (1, name), at)
            before = given[found.source_step] if found.source_step else outputs[found.source]
            assert (found.layer, found.step, found.source) == (1, name, 1 if found.source_step else 0)
            assert found.pre_activation == pytest.approx(float(found.products.sum()) + found.bias, rel=1e-9, abs=1e-9)
            assert found.value == pytest.approx(float(theirs[at]), abs=1e-5)
            assert all(value == before[tuple(place)] for place, value in zip(found.inputs, found.values, strict=True))


@pytest.mark.parametrize("block", [each for made in BLOCKS_TO_EXPLAIN.values() for each in made], ids=lambda block: block.label)
def test_a_network_without_filters_of_a_block_says_what_keras_says_with_their_maps_set_to_0(tmp_path: Path, block: Layer) -> None:
    model, network = in_keras(tmp_path, block, Activation(activation="sigmoid"), *HEAD)
    images = np.random.default_rng(0).normal(size=(4, 9, 8, 2)).astype(np.float32)
    np.testing.assert_allclose(network.predict(images), answer(model, network, images), atol=1e-5)
    layers = filter_layers(summarise(network.architecture).rows)
    off = tuple(sorted((each.maps, tuple(range(0, each.count, 2))) for each in layers))
    for some in [*((each,) for each in off), off]:
        without = network.without(some)
        np.testing.assert_allclose(without.predict(images), answer(model, without, images), atol=1e-5)
        outputs = without.outputs(images[0])
        if not without.is_off((0, ""), (1, 1, 1)):  # the arithmetic of a number of the block follows
            assert without.origin(outputs, 0, (1, 1, 1)).value == pytest.approx(outputs[0][1, 1, 1], abs=1e-5)
    assert len({network.key, network.without(off).key, network.without(off[:1]).key}) == (3 if len(off) > 1 else 2)


def test_what_a_filter_in_a_block_would_make_is_known_though_it_is_off(tmp_path: Path) -> None:
    _, network = in_keras(tmp_path, ResidualBlock(filters=3), *HEAD)
    images = np.random.default_rng(0).normal(size=(2, 9, 8, 2)).astype(np.float32)
    for each in filter_layers(summarise(network.architecture).rows):
        off = network.without(((each.maps, (1,)),))
        assert np.array_equal(off.maps(images, each), network.maps(images, each))
        assert np.array_equal(off.kernels(each), network.kernels(each))


def test_kernels_by_hand_and_filters_that_are_off_come_in_any_order(tmp_path: Path) -> None:
    model, network = in_keras(tmp_path, Conv2D(filters=2, padding="same"), ResidualBlock(filters=3), *HEAD)
    images = np.random.default_rng(0).normal(size=(4, 9, 8, 2)).astype(np.float32)
    by_hand = np.random.default_rng(1).normal(size=(3, 3, 2)).astype(np.float32)
    kernels, off = ((1, tuple(map(float, by_hand.ravel()))),), (((1, "first_activation"), (0, 2)),)
    kernel, bias = model.layers[0].get_weights()
    kernel[..., 1] = by_hand
    model.layers[0].set_weights([kernel, bias])
    for made in (network.with_kernels(0, kernels).without(off), network.without(off).with_kernels(0, kernels)):
        np.testing.assert_allclose(made.predict(images), answer(model, made, images), atol=1e-5)
        for each in filter_layers(summarise(network.architecture).rows)[1:]:
            assert np.array_equal(made.kernels(each), network.kernels(each)), "also of filters that are switched off"
        other = made.without((((1, "first_activation"), (1,)),))
        np.testing.assert_allclose(other.predict(images), answer(model, other, images), atol=1e-5)
        on = made.without(())
        np.testing.assert_allclose(on.predict(images), answer(model, on, images), atol=1e-5)
        assert not on.off


def test_a_kernel_of_a_convolution_by_channel_makes_its_maps(tmp_path: Path) -> None:
    """Each kernel as a plain convolution of Keras with one filter, on the channels that it reads."""
    layers = (
        DepthwiseConv2D(depth_multiplier=2, activation="linear"),
        SeparableConv2D(filters=5, depth_multiplier=3, activation="linear"),
    )
    _, network = in_keras(tmp_path, *layers, *HEAD)
    image = np.random.default_rng(0).normal(size=(1, 9, 8, 2)).astype(np.float32)
    outputs = network.outputs(image[0])
    for each, source in zip(filter_layers(summarise(network.architecture).rows), (IMAGE, 0), strict=True):
        kernels = kernels_of(each, network.weights)
        for number in range(each.count):
            reads = slice(number // 2, number // 2 + 1) if source == IMAGE else slice(None)
            made = keras.ops.conv(outputs[source][None][..., reads], kernels[..., number : number + 1])
            bias = network.weights[f"{each.layer.index}.bias"][number]
            np.testing.assert_allclose(made[0, ..., 0] + bias, network.maps(image, each)[0, ..., number], atol=1e-5)


@pytest.mark.parametrize(
    ("layers", "found", "last"),
    [
        (
            (Conv2D(), BatchNormalization(), Activation(), ResidualBlock(), MaxPooling2D(), *HEAD),
            [((2, ""), ""), ((3, "first_activation"), "first_conv"), ((3, "second_norm"), "second_conv")],
            3,
        ),
        (
            (ResidualBlock(strides=2, activation="linear"), BatchNormalization(), *HEAD),
            [((0, "first_norm"), "first_conv"), ((0, "second_norm"), "second_conv"), ((0, "skip_norm"), "skip_conv")],
            1,
        ),
        (
            (InvertedResidual(strides=2), Activation(), SeparableBlock(), *HEAD),
            [
                ((0, "expand_activation"), "expand_conv"),
                ((0, "depthwise_activation"), "depthwise_conv"),
                ((1, ""), "project_conv"),
                ((2, "depthwise_activation"), "depthwise_conv"),
                ((2, ""), "pointwise_conv"),
            ],
            2,
        ),
        ((DepthwiseConv2D(), SeparableConv2D(), BatchNormalization(), *HEAD), [((0, ""), ""), ((2, ""), "")], 2),
        ((Flatten(), Dense()), [], None),
    ],
)
def test_maps_are_looked_at_where_they_are_normalised_and_activated(
    layers: tuple[Layer, ...], found: list[Any], last: int | None
) -> None:
    rows = summarise(Architecture(name="n", input_shape=(12, 12, 3), layers=layers)).rows
    assert [(each.maps, each.step) for each in filter_layers(rows)] == found
    assert last_maps(rows) == last
    first = filters_of_the_image(rows)
    assert (first is not None) == isinstance(layers[0], Conv2D)
