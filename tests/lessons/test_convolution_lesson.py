"""The sliding kernel, its sizes, pooling and flattening: against SciPy, Keras and hand arithmetic."""

import itertools

import keras
import numpy as np
import pytest
from scipy.signal import correlate2d

from cnn_core.lessons.convolution import IMAGE, KERNELS, convolve, step
from cnn_core.lessons.flattening import dense_weights, stages
from cnn_core.lessons.pooling import draw_numbers, pool
from cnn_core.lessons.sizes import Sizes


@pytest.mark.parametrize("name", KERNELS)
def test_the_output_of_every_kernel_is_scipys_correlation(name):
    kernel = KERNELS[name]
    assert np.allclose(convolve(IMAGE, kernel.array), correlate2d(IMAGE, kernel.array, mode="valid"))


@pytest.mark.parametrize("name", KERNELS)
def test_the_output_of_every_kernel_is_that_of_keras(name):
    kernel = KERNELS[name].array.astype("float32")[:, :, None, None]
    made = keras.ops.conv(IMAGE.astype("float32")[None, :, :, None], kernel, padding="valid")
    assert np.allclose(convolve(IMAGE, KERNELS[name].array), np.asarray(made)[0, :, :, 0], atol=1e-4)


@pytest.mark.parametrize("name", KERNELS)
def test_each_step_is_one_number_of_the_output(name):
    kernel = KERNELS[name]
    output = convolve(IMAGE, kernel.array)
    steps = [[step(IMAGE, kernel, row, column).total for column in range(4)] for row in range(4)]
    assert np.allclose(steps, output)


@pytest.mark.parametrize("name", KERNELS)
def test_the_arithmetic_that_is_shown_is_true(name):
    shown = step(IMAGE, KERNELS[name], 1, 1).arithmetic(KERNELS[name])
    left, right = shown.split(" = ")
    assert eval(left.replace("·", "*")) == pytest.approx(float(right), abs=0.005)
    assert left.count("·") == 9


def test_the_edge_beside_the_speck_is_twenty_one():
    assert step(IMAGE, KERNELS["vertical edges"], 1, 1).total == 8 + 8 + 8 - 1 - 1 - 1


def test_sizes_are_those_of_keras():
    for size, kernel, stride, padding in itertools.product((4, 6, 7, 12), (1, 2, 3, 5), (1, 2, 3), ("valid", "same")):
        sizes = Sizes(size, kernel, stride, padding)
        if padding == "valid" and kernel > size:
            assert sizes.output == 0
            continue
        image = np.zeros((1, size, size, 1), "float32")
        weights = np.zeros((kernel, kernel, 1, 1), "float32")
        made = keras.ops.conv(image, weights, strides=stride, padding=padding)
        assert made.shape[1] == sizes.output
        assert sizes.formula.endswith(f"= {sizes.output}")


@pytest.mark.parametrize(("size", "kernel", "stride"), [(6, 3, 1), (6, 3, 2), (7, 3, 2), (5, 4, 1), (12, 5, 4), (4, 1, 2)])
def test_same_padding_puts_its_zeros_where_keras_puts_them(size, kernel, stride):
    image = np.arange(1.0, size * size + 1, dtype="float32").reshape(size, size)
    weights = np.arange(kernel * kernel, dtype="float32").reshape(kernel, kernel)
    made = keras.ops.conv(image[None, :, :, None], weights[:, :, None, None], strides=stride, padding="same")
    sizes = Sizes(size, kernel, stride, "same")
    ours = convolve(np.pad(image, (sizes.before, sizes.after)), weights)[::stride, ::stride]
    assert np.allclose(ours[: sizes.output, : sizes.output], np.asarray(made)[0, :, :, 0])


def test_a_stride_of_two_leaves_the_last_row_of_an_even_image_unseen():
    assert Sizes(6, 3, 2, "valid").unseen == 1
    assert Sizes(7, 3, 2, "valid").unseen == 0


@pytest.mark.parametrize(("kind", "layer"), [("max", "MaxPooling2D"), ("average", "AveragePooling2D")])
def test_pooling_is_that_of_keras(kind, layer):
    numbers = draw_numbers(3, 7)
    made = getattr(keras.layers, layer)(2)(numbers.astype("float32")[None, :, :, None])
    assert np.allclose(pool(numbers, kind), np.asarray(made)[0, :, :, 0])


def test_pooling_leaves_a_quarter():
    assert pool(draw_numbers(0), "max").size * 4 == draw_numbers(0).size


def test_sixty_four_filters_make_43264_numbers_of_784():
    assert [stage.numbers for stage in stages(64, pooling=True)] == [784, 43_264, 10_816]


def test_a_dense_layer_after_flatten_has_the_weights_that_keras_counts():
    model = keras.Sequential([keras.Input((26, 26, 64)), keras.layers.Flatten(), keras.layers.Dense(128)])
    assert dense_weights(26 * 26 * 64, 128) == model.count_params() == 5_537_920
