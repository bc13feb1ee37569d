"""Occlusion, Grad-CAM and gradient x input: the identities of the papers, with Keras's own gradients and predictions."""

import numpy as np
import pytest

from cnn_core.explain.heat_maps import cover, enlarged, grad_cam, gradient_times_input, occlusion
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.gradients import IMAGE, Gradients, gradients, without_softmax
from cnn_core.keras_backend.layer_outputs import layer_outputs
from cnn_core.keras_backend.weights import set_weights, weights_of
from cnn_core.presets import PRESETS
from cnn_core.spec import (
    Architecture,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
)
from cnn_core.summary import summarise


def network(*layers, shape=(10, 9, 2)):
    return Architecture(name="drawn", input_shape=shape, layers=layers)


def with_weights(architecture, seed=4):
    draw = np.random.default_rng(seed)
    model = build(architecture, seed)
    for layer in model.layers:
        layer.set_weights([draw.normal(size=weight.shape) * 0.3 for weight in layer.get_weights()])
    return weights_of(model, architecture), draw.normal(size=architecture.input_shape).astype(np.float32)


def test_grad_cam_is_class_activation_mapping_where_a_network_ends_in_global_average_pooling():
    """Zhou et al. (2016): the maps weighted by the weights of the class. Selvaraju et al. (2017), section 3.1: the same, divided by
    the pixels of a map, and with its negative part cut off."""
    architecture = network(
        Conv2D(filters=4, padding="same"), Conv2D(filters=6), GlobalAveragePooling2D(), Dense(units=3, activation="softmax")
    )
    weights, image = with_weights(architecture)
    maps = layer_outputs(architecture, weights, 0, image, 99)[1]
    for unit in range(3):
        mapping = (maps * weights["3.kernel"][:, unit]).sum(-1)
        found = grad_cam(maps, Gradients(architecture, weights).of(image, unit)[1])
        np.testing.assert_allclose(found, np.maximum(mapping, 0) / maps[..., 0].size, rtol=1e-4, atol=1e-6)


def test_gradient_times_input_is_what_small_changes_of_each_pixel_say():
    architecture = network(Conv2D(filters=3, activation="tanh"), MaxPooling2D(), Flatten(), Dense(units=4, activation="softmax"))
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
    found = gradient_times_input(image, Gradients(architecture, weights).of(image, 2)[IMAGE])
    np.testing.assert_allclose(found, by_hand, atol=2e-3 * np.abs(by_hand).max())


def test_of_a_linear_network_gradient_times_input_adds_up_to_the_score():
    architecture = network(
        Conv2D(filters=3, activation="linear", use_bias=False), Flatten(), Dense(units=4, activation="softmax", use_bias=False)
    )
    weights, image = with_weights(architecture)
    scored = without_softmax(architecture)
    score = list(layer_outputs(scored, weights, 0, image, 99).values())[-1][1]
    found = gradient_times_input(image, Gradients(architecture, weights).of(image, 1)[IMAGE])
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
    found = gradients(name, architecture, weights, image, 3)
    shapes = {row.index: row.output_shape for row in summarise(architecture).rows}
    assert {k: v.shape for k, v in found.items()} == {IMAGE: architecture.input_shape, **shapes}
    np.testing.assert_array_equal(found[max(shapes)], np.eye(10)[3])
    np.testing.assert_array_equal(gradients(name, architecture, weights, image, 3)[IMAGE], found[IMAGE])
