"""Shapes and weights of single layers, by hand."""

import pytest

from cnn_core.spec import (
    Activation,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    DoesNotFit,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    Layer,
    LeakyReLU,
    MaxPooling2D,
    SpatialDropout2D,
)

IMAGE_ONLY = {
    "PReLU",
    "DepthwiseConv2D",
    "GlobalMaxPooling2D",
    "SeparableConv2D",
    "UpSampling2D",
    "ResidualBlock",
    "InvertedResidual",
    "SeparableBlock",
    "ZeroPadding2D",
    "AveragePooling2D",
    "Conv2D",
    "GlobalAveragePooling2D",
    "MaxPooling2D",
    "SpatialDropout2D",
}


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding", "expected"),
    [
        (4, 3, 1, "valid", 2),  # Dumoulin and Visin 2016, figure 2.1
        (5, 3, 1, "same", 5),  # figure 2.3, half padding
        (5, 3, 2, "valid", 2),  # figure 2.5
        (6, 3, 2, "valid", 2),  # relationship 6: floor((6 - 3) / 2) + 1, the last column is never seen
        (28, 4, 1, "valid", 25),
        (28, 3, 2, "same", 14),  # ceil(28 / 2)
        (7, 3, 2, "same", 4),  # ceil(7 / 2)
        (1, 11, 4, "same", 1),
        (227, 11, 4, "valid", 55),  # AlexNet's first layer (Krizhevsky, Sutskever and Hinton, 2012)
    ],
)
def test_a_window_slides_as_the_guide_to_convolution_arithmetic_says(size, kernel, stride, padding, expected):
    layer = Conv2D(filters=7, kernel_size=(kernel, kernel), strides=(stride, stride), padding=padding)
    assert layer.output_shape((size, size, 3)) == (expected, expected, 7)


def test_height_and_width_are_counted_apart():
    assert Conv2D(filters=2, kernel_size=(1, 5), strides=(3, 1)).output_shape((10, 20, 1)) == (4, 16, 2)
    assert MaxPooling2D(pool_size=(1, 4)).output_shape((10, 20, 5)) == (10, 5, 5)


def test_pooling_halves_and_drops_an_odd_rest_unless_it_is_padded():
    assert MaxPooling2D().output_shape((11, 11, 64)) == (5, 5, 64)
    assert MaxPooling2D(padding="same").output_shape((11, 11, 64)) == (6, 6, 64)
    assert AveragePooling2D(pool_size=(3, 3), strides=(2, 2)).output_shape((13, 13, 8)) == (6, 6, 8)


def test_one_number_stands_for_height_and_width():
    assert Conv2D(kernel_size=5) == Conv2D(kernel_size=(5, 5)) == Conv2D(kernel_size=[5, 5])


def test_flatten_lays_all_numbers_in_a_row():
    assert Flatten().output_shape((5, 5, 64)) == (1600,)
    assert Flatten().output_shape((7,)) == (7,)


def test_global_pooling_keeps_one_number_a_channel():
    assert GlobalAveragePooling2D().output_shape((5, 4, 64)) == (64,)


def test_dense_on_an_image_works_on_each_pixel():
    assert Dense(units=10).output_shape((5, 5, 64)) == (5, 5, 10)
    assert [w.shape for w in Dense(units=10).weights((5, 5, 64))] == [(64, 10), (10,)]


@pytest.mark.parametrize("layer", [Activation(), LeakyReLU(), Dropout(), SpatialDropout2D(), BatchNormalization()])
def test_other_layers_keep_the_shape(layer):
    assert layer.output_shape((6, 5, 4)) == (6, 5, 4)


@pytest.mark.parametrize("kind", Layer.kinds.values(), ids=Layer.kinds)
def test_exactly_the_layers_of_images_refuse_a_vector(kind):
    assert kind().needs_image == (kind.__name__ in IMAGE_ONLY)
    if kind.__name__ in IMAGE_ONLY:
        with pytest.raises(DoesNotFit, match=r"needs an image \(height, width, channels\) but gets a vector of 1,600"):
            kind().output_shape((1600,))


@pytest.mark.parametrize(
    "layer", [Conv2D(kernel_size=(3, 1)), MaxPooling2D(pool_size=(3, 1)), AveragePooling2D(pool_size=(3, 1))]
)
def test_a_window_larger_than_the_image_does_not_fit(layer):
    with pytest.raises(DoesNotFit, match="a 3x1 window does not fit into the 2x2 image that is left"):
        layer.output_shape((2, 2, 8))
    assert layer.output_shape((3, 1, 8))[:2] in {(1, 1)}


def test_a_convolution_has_a_kernel_for_each_filter_over_all_channels():
    weights = Conv2D(filters=64, kernel_size=(3, 5)).weights((28, 28, 32))
    assert [(w.name, w.shape, w.trainable) for w in weights] == [("kernel", (3, 5, 32, 64), True), ("bias", (64,), True)]
    assert [w.name for w in Conv2D(use_bias=False).weights((28, 28, 32))] == ["kernel"]
    assert [w.name for w in Dense(use_bias=False).weights((9,))] == ["kernel"]


def test_batch_normalisation_learns_two_numbers_a_channel_and_remembers_two():
    """Ioffe and Szegedy 2015, algorithm 1: gamma and beta are learned; mean and variance are only kept."""
    weights = BatchNormalization().weights((13, 13, 32))
    assert [(w.name, w.shape, w.trainable) for w in weights] == [
        ("gamma", (32,), True),
        ("beta", (32,), True),
        ("moving_mean", (32,), False),
        ("moving_variance", (32,), False),
    ]
    assert [w.name for w in BatchNormalization(center=False, scale=False).weights((8,))] == ["moving_mean", "moving_variance"]
