"""The arithmetic of one number against Keras: its terms add up, its winner is Keras's, its receptive field is what changes it."""

from dataclasses import replace

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cnn_core.errors import SpecError
from cnn_core.explain.arithmetic import IMAGE, origin
from cnn_core.explain.numpy_network import numpy_outputs, numpy_prediction
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.weights import weights_of
from cnn_core.presets import PRESETS
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
    Layer,
    LayerNormalization,
    LeakyReLU,
    MaxPooling2D,
    PReLU,
    SeparableConv2D,
    SpatialDropout2D,
    UpSampling2D,
    ZeroPadding2D,
)
from cnn_core.spec.layer import ACTIVATIONS
from cnn_core.summary import summarise
from tests.explain.blocks_to_explain import BLOCKS_TO_EXPLAIN, STRETCHED_BLOCKS
from tests.summary.stacks import stacks


def network(*layers, shape=(9, 8, 2)):
    return Architecture(name="drawn", input_shape=shape, layers=layers)


def in_keras(architecture, seed=1):
    """Random weights, a random image with negative values, and what Keras says of it: layer -> output, the image under IMAGE."""
    draw = np.random.default_rng(seed)
    model = build(architecture, seed)
    for layer in model._flatten_layers(include_self=False):
        if isinstance(layer, keras.Model):
            continue
        layer.set_weights([draw.normal(size=weight.shape) * 0.4 for weight in layer.get_weights()])
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.moving_variance.assign(draw.uniform(0.2, 3, layer.moving_variance.shape))
    image = draw.normal(size=architecture.input_shape).astype(np.float32)
    value, outputs = image[None], {IMAGE: image}
    for row, layer in zip(summarise(architecture).rows, model.layers, strict=True):
        value = layer(value, training=False)
        outputs[row.index] = value.numpy()[0]
    return weights_of(model, architecture), outputs


def check(architecture, seed=1, places=6):
    """At some places of every layer the terms add up to what Keras gives, to 1e-5 of the number itself; and the forward pass in NumPy gives
    it too. Where the products are together over 40, Keras's float32 has no such digit: then to 4 of its roundings of their sum."""
    weights, outputs = in_keras(architecture, seed)
    plain = numpy_outputs(architecture, weights, outputs[IMAGE][None])
    draw = np.random.default_rng(seed)
    for row in summarise(architecture).rows:
        keras_says = outputs[row.index]
        scale = max(1.0, float(np.abs(keras_says).max()))
        np.testing.assert_allclose(plain[row.index][0], keras_says, rtol=0, atol=1e-5 * scale)
        for _ in range(places):
            at = tuple(int(draw.integers(size)) for size in keras_says.shape)
            found = origin(architecture, weights, outputs, row.index, at)
            terms, before = found.to_json()["terms"], outputs[found.source]
            total = sum(term["value"] * term["weight"] for term in terms) + found.bias
            together = sum(abs(term["product"]) for term in terms) + abs(found.bias)
            assert found.pre_activation == pytest.approx(total, rel=1e-9, abs=1e-9)
            assert found.value == pytest.approx(float(keras_says[at]), abs=max(1e-5, 4 * together * 2**-24))
            assert all(term["value"] == before[tuple(term["input"])] for term in terms)
    return weights, outputs


KINDS = {
    "Conv2D": [Conv2D(filters=3, kernel_size=k, strides=s, padding=p, use_bias=b, activation="linear")
               for k, s, p, b in [((3, 3), (1, 1), "valid", True), ((2, 4), (2, 1), "same", False), ((5, 1), (1, 3), "same", True)]]
    + [Conv2D(filters=4, groups=2, padding="same"), Conv2D(filters=6, groups=2, strides=(2, 2), activation="softmax"),
       Conv2D(filters=2, dilation_rate=(2, 3), activation="linear"),
       Conv2D(filters=2, kernel_size=(2, 3), dilation_rate=(4, 1), padding="same", groups=2, activation="tanh")],
    "MaxPooling2D": [MaxPooling2D(), MaxPooling2D(pool_size=(3, 2), strides=(2, 1), padding="same"), MaxPooling2D(strides=(3, 3))],
    "AveragePooling2D": [AveragePooling2D(), AveragePooling2D(pool_size=(4, 3), strides=(1, 2), padding="same")],
    "GlobalAveragePooling2D": [GlobalAveragePooling2D()],
    "BatchNormalization": [BatchNormalization(), BatchNormalization(center=False), BatchNormalization(scale=False, epsilon=0.01)],
    "Activation": [Activation(activation=name) for name in ACTIVATIONS],
    "LeakyReLU": [LeakyReLU(negative_slope=0.1)],
    "PReLU": [PReLU(), PReLU(shared_axes=False)],
    "ELU": [ELU(), ELU(alpha=0.3)],
    "Dropout": [Dropout(rate=0.5)],
    "SpatialDropout2D": [SpatialDropout2D(rate=0.5)],
    "Flatten": [Flatten()],
    "DepthwiseConv2D": [DepthwiseConv2D(activation="linear"),
                        DepthwiseConv2D(kernel_size=(2, 3), strides=2, padding="same", depth_multiplier=3, use_bias=False),
                        DepthwiseConv2D(dilation_rate=(2, 2), depth_multiplier=2), DepthwiseConv2D(dilation_rate=(3, 2), strides=2, padding="same")],
    "SeparableConv2D": [SeparableConv2D(filters=3, activation="tanh"),
                        SeparableConv2D(filters=4, kernel_size=(4, 1), strides=2, padding="same", depth_multiplier=2, activation="softmax"),
                        SeparableConv2D(filters=3, dilation_rate=(2, 1), padding="same", activation="linear")],
    "GlobalMaxPooling2D": [GlobalMaxPooling2D()],
    "ZeroPadding2D": [ZeroPadding2D(), ZeroPadding2D(padding=(0, 3))],
    "UpSampling2D": [UpSampling2D(), UpSampling2D(size=(1, 3))],
    "LayerNormalization": [LayerNormalization(), LayerNormalization(center=False), LayerNormalization(scale=False, epsilon=0.01)],
    "GroupNormalization": [GroupNormalization(groups=1), GroupNormalization(groups=2, scale=False)],
    "GaussianNoise": [GaussianNoise()],
    **BLOCKS_TO_EXPLAIN,
    "Dense": [Dense(units=4, activation=name) for name in ACTIVATIONS] + [Dense(units=3, use_bias=False)],
}  # fmt: skip


def test_every_kind_of_the_spec_is_here():
    assert set(KINDS) == set(Layer.kinds)


@pytest.mark.parametrize("layer", [each for made in KINDS.values() for each in made], ids=lambda layer: f"{layer.label}")
def test_the_terms_of_every_kind_add_up_to_what_keras_gives(layer):
    check(network(layer))
    if not layer.needs_image:
        check(network(Flatten(), layer))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_activation_of_a_convolution_follows_its_sum(name):
    check(network(Conv2D(filters=4, activation=name)))


def settled(layer):
    """Not the smallest epsilon: Keras takes x / std - mean / std in float32, and where all channels nearly agree nothing is left but rounding."""
    return (
        replace(layer, epsilon=max(layer.epsilon, 1e-3)) if isinstance(layer, (LayerNormalization, GroupNormalization)) else layer
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(stacks(at_most=6), st.integers(0, 9))
def test_stacks_of_any_layers_add_up(architecture, seed):
    rows = summarise(architecture).rows
    fitting = replace(architecture, layers=tuple(map(settled, architecture.layers[: rows[-1].index + 1 if rows else 0])))
    if rows and summarise(fitting).fault is None and summarise(fitting).params < 2_000_000:
        check(fitting, seed, places=2)


def test_pooling_at_a_border_takes_the_winner_of_the_pixels_that_are_there():
    """All values are negative: padding, were it a number, would win."""
    architecture = network(MaxPooling2D(pool_size=(3, 3), strides=(2, 2), padding="same"), shape=(4, 4, 1))
    image = -np.arange(1, 17, dtype=np.float32).reshape(4, 4, 1)
    last = origin(architecture, {}, {IMAGE: image}, 0, (1, 1, 0))
    assert last.window == (2, 2, 4, 4)  # TensorFlow pads an odd row behind
    assert last.inputs.tolist() == [[2, 2, 0], [2, 3, 0], [3, 2, 0], [3, 3, 0]]
    assert last.weights.tolist() == [1, 0, 0, 0]
    assert last.value == -11


def test_an_average_at_a_border_is_that_of_the_pixels_that_are_there():
    architecture = network(AveragePooling2D(pool_size=(2, 2), padding="same"), shape=(3, 3, 1))
    image = np.arange(9, dtype=np.float32).reshape(3, 3, 1)
    corner = origin(architecture, {}, {IMAGE: image}, 0, (1, 1, 0))
    assert (corner.inputs.tolist(), corner.weights.tolist(), corner.value) == ([[2, 2, 0]], [1.0], 8.0)


def positive(architecture):
    """Weights with which whatever depends on a bright pixel changes with it."""
    model = build(architecture, seed=1)
    for layer in model.layers:
        layer.set_weights([np.abs(weight) + 0.5 for weight in layer.get_weights()])
    return model


STRETCHED = [
    (Conv2D(filters=1, kernel_size=(1, 1), strides=(2, 3), activation="linear"), Conv2D(filters=1, activation="linear")),
    (Conv2D(filters=2, kernel_size=(3, 2), padding="same", activation="linear"), MaxPooling2D(pool_size=(2, 3), padding="same")),
    (AveragePooling2D(pool_size=(2, 2), strides=(3, 3)), Conv2D(filters=2, kernel_size=(2, 2), padding="same", activation="linear")),
    (Conv2D(filters=2, strides=(2, 2), activation="linear"), Flatten()),
    (MaxPooling2D(), GlobalAveragePooling2D(), Dense(units=2, activation="linear")),
    (MaxPooling2D(pool_size=(5, 4)), Flatten(), BatchNormalization(), Dense(units=2, activation="linear")),
    (Dense(units=2, activation="linear"), Conv2D(filters=1, padding="same", activation="linear"), Dropout()),
    (ZeroPadding2D(padding=(2, 1)), Conv2D(filters=1, strides=(2, 2), activation="linear"), GlobalMaxPooling2D()),
    (UpSampling2D(size=(3, 2)), Conv2D(filters=1, kernel_size=(4, 2), strides=(2, 3), activation="linear"), UpSampling2D()),
    (Conv2D(filters=2, dilation_rate=(2, 3), padding="same", activation="linear"), Conv2D(filters=2, kernel_size=(2, 2), groups=2, dilation_rate=(4, 1), activation="linear")),
    (Conv2D(filters=1, strides=(2, 2), activation="linear"), Conv2D(filters=1, kernel_size=(2, 2), dilation_rate=(3, 2), padding="same", activation="linear"), MaxPooling2D()),
    (DepthwiseConv2D(strides=2, padding="same", activation="linear"), SeparableConv2D(filters=1, kernel_size=(2, 2), activation="linear")),
    *STRETCHED_BLOCKS,
]  # fmt: skip


@pytest.mark.parametrize("layers", STRETCHED, ids=lambda layers: ", ".join(layer.label for layer in layers))
def test_the_receptive_field_is_the_set_of_pixels_that_change_the_number(layers):
    """Each pixel of a dark image is lit in turn, and Keras says which numbers change."""
    architecture = network(*layers, shape=(11, 10, 1))
    model, last = positive(architecture), len(layers) - 1
    lit = np.zeros((110, 11, 10, 1), np.float32)
    lit[np.arange(110), np.arange(110) // 10, np.arange(110) % 10] = 1000
    changed = np.abs(np.asarray(model(lit)) - np.asarray(model(np.zeros((1, 11, 10, 1), np.float32)))) > 1e-4
    weights = weights_of(model, architecture)
    outputs = {IMAGE: lit[0]} | {k: v[0] for k, v in numpy_outputs(architecture, weights, lit[:1]).items()}
    for at in np.ndindex(changed.shape[1:]):
        field = origin(architecture, weights, outputs, last, tuple(at)).receptive_field
        reached = np.zeros((11, 10), bool)
        reached[np.ix_(field.rows, field.columns)] = True
        np.testing.assert_array_equal(reached.ravel(), changed[(slice(None), *at)])
        assert field.box == (min(field.rows), min(field.columns), max(field.rows), max(field.columns))


def test_disabled_layers_are_left_out_and_the_others_keep_their_number():
    architecture = network(Dropout(enabled=False), Conv2D(filters=2), MaxPooling2D(enabled=False), Flatten(), Dense(units=3))
    weights, outputs = check(architecture)
    assert origin(architecture, weights, outputs, 1, (0, 0, 0)).source == IMAGE
    assert origin(architecture, weights, outputs, 3, (0,)).source == 1
    with pytest.raises(SpecError, match=r"must be one of the layers that are on: 1, 3, 4\. Received: 2"):
        origin(architecture, weights, outputs, 2, (0,))


def test_a_place_outside_is_refused_with_the_places_that_there_are():
    architecture = network(Conv2D(filters=2), Flatten())
    weights, outputs = in_keras(architecture)
    with pytest.raises(SpecError, match=r"takes Y,X,C, each from 0, up to 6,5,1\. Received: '7,0,0'"):
        origin(architecture, weights, outputs, 0, (7, 0, 0))
    with pytest.raises(SpecError, match="takes U, each from 0, up to 83"):
        origin(architecture, weights, outputs, 1, (0, 0, 0))


@pytest.mark.parametrize("name", ["small-cnn", "notebook-4"])
def test_a_silenced_filter_is_a_map_of_zeros_as_in_keras(name):
    """In Keras: the same network with the outputs of that filter multiplied by 0."""
    architecture = PRESETS[name].experiment.architecture
    model = build(architecture, seed=3)
    image = np.random.default_rng(0).random((2, *architecture.input_shape), np.float32)
    value = image
    for k, layer in enumerate(model.layers):
        value = layer(value, training=False)
        if k == 0:
            value = value * np.array([0, *[1] * 4, 0, *[1] * (value.shape[-1] - 6)], np.float32)
    first = summarise(architecture).rows[0].index
    weights = weights_of(model, architecture)
    np.testing.assert_allclose(numpy_prediction(architecture, weights, image, {first: {0, 5}}), value, atol=1e-5)
