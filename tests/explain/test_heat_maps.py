"""Occlusion, Grad-CAM and gradient x input: the identities of the papers, with Keras's own gradients and predictions."""

import numpy as np
import pytest

from cnn_core.explain.filters import last_maps
from cnn_core.explain.heat_maps import cover, enlarged, grad_cam, gradient_times_input, occlusion
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.gradients import IMAGE, Gradients, gradients, without_softmax
from cnn_core.keras_backend.layer_outputs import layer_outputs
from cnn_core.keras_backend.weights import set_weights, weights_of
from cnn_core.presets import PRESETS
from cnn_core.spec import (
    Activation,
    Architecture,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    InvertedResidual,
    MaxPooling2D,
    ResidualBlock,
    SeparableBlock,
)
from cnn_core.spec.architecture import MAX_LAYERS
from cnn_core.summary import summarise


def network(*layers, shape=(10, 9, 2)):
    return Architecture(name="drawn", input_shape=shape, layers=layers)


def with_weights(architecture, seed=4):
    draw = np.random.default_rng(seed)
    model = build(architecture, seed)
    for layer in model.layers:
        layer.set_weights([draw.normal(size=weight.shape) * 0.3 for weight in layer.get_weights()])
    weights = weights_of(model, architecture)
    for name in (each for each in weights if each.endswith("variance")):
        weights[name] = np.abs(weights[name]) + np.float32(0.5)
    return weights, draw.normal(size=architecture.input_shape).astype(np.float32)


@pytest.mark.parametrize(
    "layers",
    [
        (Conv2D(filters=4, padding="same"), Conv2D(filters=6)),
        (Conv2D(filters=4), BatchNormalization(), Activation(), Conv2D(filters=5, activation="linear"), BatchNormalization()),
        (Conv2D(filters=4, padding="same"), ResidualBlock(filters=6, strides=2)),
        (ResidualBlock(filters=3), InvertedResidual(filters=4, expansion=2)),
        (ResidualBlock(filters=3), SeparableBlock(filters=5, strides=2), Dropout()),
    ],
    ids=lambda layers: ", ".join(layer.label for layer in layers),
)
def test_grad_cam_is_class_activation_mapping_where_a_network_ends_in_global_average_pooling(layers):
    """Zhou et al. (2016): the maps weighted by the weights of the class. Selvaraju et al. (2017), section 3.1: the same, divided by
    the pixels of a map, and with its negative part cut off."""
    architecture = network(*layers, GlobalAveragePooling2D(), Dense(units=3, activation="softmax"))
    weights, image = with_weights(architecture)
    last = last_maps(summarise(architecture).rows)
    assert last == len(layers) - 1
    maps = layer_outputs(architecture, weights, 0, image, 99)[last]
    for unit in range(3):
        mapping = (maps * weights[f"{len(layers) + 1}.kernel"][:, unit]).sum(-1)
        found = grad_cam(maps, Gradients(architecture, weights).of(image, (unit,))[last][0])
        np.testing.assert_allclose(found, np.maximum(mapping, 0) / maps[..., 0].size, rtol=1e-4, atol=1e-6)


def test_the_gradients_of_the_largest_network_know_of_filters_that_are_off():
    """A filter without weights and bias gives relu(0) = 0, which changes with nothing: what comes through the others is all there is."""
    after = [Dropout() for _ in range(MAX_LAYERS - 4)]
    architecture = network(
        Conv2D(filters=4), Conv2D(filters=3), *after, GlobalAveragePooling2D(), Dense(units=3, activation="softmax")
    )
    weights, image = with_weights(architecture)
    without = {name: array.copy() for name, array in weights.items()}
    for name in ("0.kernel", "0.bias"):
        without[name][..., [0, 2]] = 0
    expected = Gradients(architecture, without).of(image, (1,))
    found = gradients("off", (architecture, weights, {0: (0, 2)}), image, (1,))
    assert found.keys() == expected.keys()
    np.testing.assert_allclose(found[IMAGE], expected[IMAGE], rtol=1e-5, atol=1e-7)
    assert not np.allclose(found[IMAGE], Gradients(architecture, weights).of(image, (1,))[IMAGE])


def test_gradient_times_input_is_what_small_changes_of_each_pixel_say():
    inner = MaxPooling2D(), InvertedResidual(filters=3, activation="softplus"), ResidualBlock(filters=2, activation="tanh")
    architecture = network(Conv2D(filters=3, activation="tanh"), *inner, Flatten(), Dense(units=4, activation="softmax"))
    weights, image = with_weights(architecture)
    scored = without_softmax(architecture)
    model = build(scored)
    set_weights(model, scored, weights)
    step = 1e-2
    nudged = np.repeat(image[None], 2 * image.size, 0).reshape(2, image.size, -1)
    nudged[0, np.arange(image.size), np.arange(image.size)] += step
    nudged[1, np.arange(image.size), np.arange(image.size)] -= step
    scores = np.asarray(model(nudged.reshape(-1, *image.shape)))[:, 2].reshape(2, *image.shape)
    by_hand = (image * (scores[0] - scores[1]) / (2 * step)).sum(-1)
    found = gradient_times_input(image, Gradients(architecture, weights).of(image, (2,))[IMAGE][0])
    np.testing.assert_allclose(found, by_hand, atol=2e-3 * np.abs(by_hand).max())


def test_of_a_linear_network_gradient_times_input_adds_up_to_the_score():
    architecture = network(
        Conv2D(filters=3, activation="linear", use_bias=False), Flatten(), Dense(units=4, activation="softmax", use_bias=False)
    )
    weights, image = with_weights(architecture)
    scored = without_softmax(architecture)
    score = list(layer_outputs(scored, weights, 0, image, 99).values())[-1][1]
    found = gradient_times_input(image, Gradients(architecture, weights).of(image, (1,))[IMAGE][0])
    assert found.sum() == pytest.approx(score, rel=1e-4)


def test_occlusion_is_one_prediction_per_square():
    architecture = network(Conv2D(filters=3), Flatten(), Dense(units=4, activation="softmax"))
    weights, image = with_weights(architecture)
    model = build(architecture)
    set_weights(model, architecture, weights)
    before = float(np.asarray(model(image[None]))[0, 1])
    covered = cover(image, side=4, step=4)
    assert covered.corners == tuple((top, left) for top in (0, 4, 6) for left in (0, 4, 5))  # the last ones touch the far borders
    falls = np.zeros((9, 10, 9))
    counted = np.zeros((9, 10, 9))
    for k, (top, left) in enumerate(covered.corners):
        other = image.copy()
        for c in range(2):
            other[top : top + 4, left : left + 4, c] = np.median(image[..., c])
        falls[k, top : top + 4, left : left + 4] = before - float(np.asarray(model(other[None]))[0, 1])
        counted[k, top : top + 4, left : left + 4] = 1
    after = np.asarray(model(covered.images))[:, 1]
    np.testing.assert_allclose(occlusion(covered, before, after), falls.sum(0) / counted.sum(0), atol=1e-6)


@pytest.mark.parametrize("side", [2, 3, 7])
def test_every_pixel_is_covered_by_some_square(side):
    covered = cover(np.ones((10, 7, 1), np.float32), side, 2)
    assert np.all(occlusion(covered, 1.0, np.zeros(len(covered.corners))) == 1)


def test_a_map_is_enlarged_linearly_between_the_middles_of_its_pixels():
    """As Pillow does it, which pads with the nearest pixel."""
    from PIL import Image

    small = np.random.default_rng(0).normal(size=(5, 4)).astype(np.float32)
    by_pillow = np.asarray(Image.fromarray(small).resize((16, 15), Image.Resampling.BILINEAR))
    np.testing.assert_allclose(enlarged(small, (15, 16)), by_pillow, atol=1e-5)


@pytest.mark.parametrize("name", ["small-cnn", "notebook-4", "mlp"])
def test_the_gradient_of_each_layer_is_there_for_presets(name):
    architecture = PRESETS[name].experiment.architecture
    weights, image = with_weights(architecture)
    assert gradients(name, None, image, (3, 1)) is None
    found = gradients(name, (architecture, weights, {}), image, (3, 1))
    shapes = {row.index: row.output_shape for row in summarise(architecture).rows}
    assert {k: v.shape for k, v in found.items()} == {
        k: (2, *shape) for k, shape in {IMAGE: architecture.input_shape, **shapes}.items()
    }
    np.testing.assert_array_equal(found[max(shapes)], np.eye(10)[[3, 1]])
    for k, unit in enumerate((3, 1)):  # each alone, of a network that is known
        for layer, slope in gradients(name, None, image, (unit,)).items():
            np.testing.assert_allclose(slope[0], found[layer][k], rtol=1e-4, atol=1e-5 * np.abs(slope).max())


def test_gradients_from_a_layer_on_are_those_from_the_image_on():
    layers = (
        Conv2D(filters=4),
        ResidualBlock(filters=4),
        Conv2D(filters=5),
        MaxPooling2D(),
        Flatten(),
        Dense(units=3, activation="softmax"),
    )
    architecture = network(*layers)
    weights, image = with_weights(architecture)
    known = Gradients(architecture, weights, {3: (1,)})
    given = layer_outputs(architecture, weights, 0, image, 99)
    whole = known.of(image, (2, 0))
    for layer in (0, 2, 4):
        found = known.of(given[layer], (2, 0), layer)
        assert [*found] == [*range(layer, len(layers))]
        np.testing.assert_allclose(found[layer], whole[layer], rtol=1e-4, atol=1e-5)
