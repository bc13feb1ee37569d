"""Pictures of what comes out of layers."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from cnn_core.figures.layer_outputs import GROUND, MAX_SIDE, all_maps_address, layer_address, layer_picture


@pytest.mark.parametrize("shape", [(26, 26, 32), (13, 13, 3), (1, 1, 2), (5, 9, 1), (300, 300, 4), (10,), (1600,), (1,)])
def test_every_shape_becomes_a_picture_of_the_wanted_size(shape):
    picture = layer_picture(np.random.default_rng(0).normal(size=shape), 84)
    assert picture.shape == (84, 84, 1)
    assert picture.dtype == np.uint8


def test_channels_are_tiles_on_one_scale():
    values = np.zeros((20, 20, 5))
    values[..., 1], values[..., 2], values[..., 4] = 1.0, 0.5, 9.0  # the fifth is not shown, yet belongs to the layer's scale
    picture = layer_picture(values[..., :4], 82)[..., 0]
    assert picture[10, 10] == 0
    assert picture[10, 70] == 255
    assert picture[70, 10] == 128
    assert picture[40, 40] == GROUND


def test_units_are_squares_row_by_row():
    picture = layer_picture(np.array([0.0, 0.1, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]), 90)[..., 0]
    assert picture[15, 75] == round(255 * 0.9)
    assert picture[75, 75] == 255
    assert picture[15, 15] == 0


def test_a_layer_that_says_the_same_everywhere_is_black():
    assert not layer_picture(np.full((4, 4, 1), 3.0), 20)[8:12, 8:12].any()


def decoded(address):
    head, code = address.split(",")
    assert head == "data:image/png;base64"
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(code))))


def test_an_address_holds_a_pixel_for_each_number():
    values = np.random.default_rng(1).normal(size=(6, 7, 1))
    low, high = values.min(), values.max()
    assert (decoded(layer_address(values)) == np.rint(255 * (values - low) / (high - low))[..., 0]).all()


def test_a_large_layer_is_sent_small():
    assert max(decoded(layer_address(np.random.default_rng(1).normal(size=(300, 200, 4)))).shape) == MAX_SIDE


@pytest.mark.parametrize(("units", "shape"), [(10, (2, 5)), (64, (8, 8)), (2, (1, 2)), (7, (3, 3)), (1600, (40, 40))])
def test_units_fill_their_field_where_they_can(units, shape):
    assert decoded(layer_address(np.arange(units) / units)).shape == shape


def test_all_maps_stand_in_one_picture_on_one_scale():
    values = np.zeros((2, 3, 5), np.float32)
    values[..., 4] = 1.0
    address, width, height = all_maps_address(values)
    field = np.asarray(Image.open(io.BytesIO(base64.b64decode(address.split(",")[1]))))
    assert (field == 255).sum() == 2 * 3
    assert (field == 0).sum() == 4 * 2 * 3
    assert (width % field.shape[1], height % field.shape[0]) == (0, 0)
    assert 450 < width <= 900


def test_all_numbers_of_a_vector_are_squares():
    address, width, height = all_maps_address(np.arange(10, dtype=np.float32))
    field = np.asarray(Image.open(io.BytesIO(base64.b64decode(address.split(",")[1]))))
    assert field.size == 10
    assert (field.max(), field.min()) == (255, 0)
    assert width * height == 10 * 24 * 24
