"""Known kernels against SciPy's filters, and a network with one of them against Keras."""

from __future__ import annotations

from copy import copy

import keras
import numpy as np
import pytest
from scipy import ndimage

from cnn_core.engine import Inspection
from cnn_core.explain.filters import filters_of_the_image
from cnn_core.explain.kernels import known_kernels, loaded
from cnn_core.runs import PRETRAINED_PATH, RunFolder
from cnn_core.spec import Architecture, Conv2D, Dense, DepthwiseConv2D, Flatten, Layer, ZeroPadding2D
from cnn_core.summary import summarise

IMAGE = np.random.default_rng(5).normal(size=(12, 11))
SCIPY = {
    "vertical edges": ndimage.sobel(IMAGE, 1),
    "horizontal edges": ndimage.sobel(IMAGE, 0),
    "Laplacian": ndimage.laplace(IMAGE),
    "blur": ndimage.uniform_filter(IMAGE, 3),
    "sharpen": IMAGE - ndimage.laplace(IMAGE),
    "identity": IMAGE,
    "zero": np.zeros_like(IMAGE),
}


def through_keras(kernel: np.ndarray, image: np.ndarray) -> np.ndarray:
    """What a convolution of Keras with this kernel (height, width, channels) makes of an image (height, width, channels)."""
    layer = keras.layers.Conv2D(1, kernel.shape[:2], padding="same", use_bias=False)
    layer.build((None, *image.shape))
    layer.set_weights([kernel[..., None].astype(np.float32)])
    return np.asarray(layer(image[None].astype(np.float32)))[0, ..., 0]


@pytest.mark.parametrize("name", SCIPY)
def test_a_known_kernel_does_what_its_name_says(name: str) -> None:
    inner = np.s_[2:-2, 2:-2]  # SciPy mirrors the image at its borders
    found = through_keras(known_kernels(3, 3)[name][..., None], IMAGE[..., None])
    np.testing.assert_allclose(found[inner], SCIPY[name][inner], atol=1e-5)


@pytest.mark.parametrize("size", [(4, 4), (5, 3), (5, 5), (11, 11)])
def test_in_a_larger_kernel_one_of_three_by_three_stands_alone(size: tuple[int, int]) -> None:
    for name, weights in known_kernels(3, 3).items():
        larger = known_kernels(*size)[name]
        assert larger.shape == size
        if name != "blur":
            assert sorted(larger[larger != 0]) == sorted(weights[weights != 0])
    identity = through_keras(known_kernels(*size)["identity"][..., None], IMAGE[..., None])
    np.testing.assert_allclose(identity, IMAGE, atol=1e-6)


def test_a_kernel_too_small_for_edges_has_the_others() -> None:
    assert list(known_kernels(2, 5)) == ["blur", "identity", "zero"]


def test_loaded_into_all_channels_it_works_on_their_mean() -> None:
    colours = np.random.default_rng(6).normal(size=(9, 9, 3))
    trained = np.random.default_rng(7).normal(size=(3, 3, 3))
    found = through_keras(loaded(trained, trained, "vertical edges", as_strong=False), colours)
    np.testing.assert_allclose(found[1:-1, 1:-1], ndimage.sobel(colours.mean(2), 1)[1:-1, 1:-1], atol=1e-5)


def test_loaded_into_one_channel_it_leaves_the_others_and_has_the_norm_of_what_was_trained_there() -> None:
    trained = np.random.default_rng(8).normal(size=(3, 3, 3))
    now = loaded(trained, trained, "Laplacian", channel=1)
    assert np.array_equal(now[..., [0, 2]], trained[..., [0, 2]])
    assert np.linalg.norm(now[..., 1]) == pytest.approx(np.linalg.norm(trained[..., 1]))
    again = loaded(now, trained, "vertical edges")
    assert np.linalg.norm(again) == pytest.approx(np.linalg.norm(trained))
    assert not loaded(now, trained, "zero").any()
    assert loaded(now, np.zeros((3, 3, 3)), "identity")[1, 1] == pytest.approx([1 / 3] * 3)


def test_a_network_with_a_kernel_by_hand_says_what_keras_says_with_that_kernel() -> None:
    folder = RunFolder(PRETRAINED_PATH)
    trained = Inspection(folder)
    images = np.random.default_rng(9).random((5, 28, 28, 1), np.float32)
    by_hand = np.random.default_rng(10).normal(size=(2, 9)).astype(np.float32)
    seen = trained.with_kernels(0, ((4, tuple(map(float, by_hand[0]))), (31, tuple(map(float, by_hand[1])))))

    model = keras.models.load_model(folder.path / "model.keras")
    first = next(layer for layer in model.layers if isinstance(layer, keras.layers.Conv2D))
    kernel, bias = first.get_weights()
    kernel[..., 0, 4], kernel[..., 0, 31] = by_hand[0].reshape(3, 3), by_hand[1].reshape(3, 3)
    first.set_weights([kernel, bias])
    np.testing.assert_allclose(seen.predict(images), model.predict(images, verbose=0), atol=1e-5)
    np.testing.assert_allclose(seen.outputs(images[0])[0], np.asarray(first(images[:1]))[0], atol=1e-5)

    assert seen.key != trained.key
    assert np.array_equal(trained.weights["0.kernel"], folder.weights()["0.kernel"])
    assert seen.with_kernels(0, ((4, tuple(map(float, trained.weights["0.kernel"][..., 4].ravel()))),)).key != trained.key


def test_the_key_of_a_kernel_by_hand_costs_no_look_at_the_other_weights() -> None:
    trained = Inspection(RunFolder(PRETRAINED_PATH))
    kernel = trained.weights["0.kernel"]
    alone = copy(trained)
    alone.weights = {"0.kernel": kernel}
    learned, other = tuple(map(float, kernel[..., 4].ravel())), (0.5,) * 9
    keys = {alone.with_kernels(0, kernels).key for kernels in (((4, other),), ((5, other),), ((4, other), (5, other)))}
    assert len(keys | {trained.key}) == 4
    assert keys == {trained.with_kernels(0, kernels).key for kernels in (((4, other),), ((5, other),), ((4, other), (5, other)))}
    assert alone.with_kernels(0, ((4, learned),)).key == trained.key, "as it was trained, it is the network that was trained"


@pytest.mark.parametrize(
    ("layers", "first"),
    [
        ((ZeroPadding2D(), Conv2D(), Conv2D(), Flatten(), Dense()), 1),
        ((DepthwiseConv2D(depth_multiplier=8), Conv2D(), Flatten(), Dense()), None),
        ((Flatten(), Dense()), None),
    ],
)
def test_kernels_that_read_the_image_are_found(layers: tuple[Layer, ...], first: int | None) -> None:
    found = filters_of_the_image(summarise(Architecture(name="n", input_shape=(12, 12, 1), layers=layers)).rows)
    assert (found and found.convolution.index) == first
