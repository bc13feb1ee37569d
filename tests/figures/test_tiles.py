"""Images as tiles of one picture: where each lies, and that nothing of it is lost."""

import base64
import io

import numpy as np
from PIL import Image

from cnn_core.figures.tiles import tiles


def picture(made):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(made["url"].split(",")[1]))))


def test_small_grey_images_are_there_dot_for_dot_fifty_in_a_row():
    images = np.random.default_rng(0).integers(0, 17, (53, 8, 8, 1), np.uint8)
    made = tiles(images, 16)
    assert (made["columns"], made["width"], made["height"]) == (50, 8, 8)
    assert np.array_equal(picture(made)[8:16, 16:24], np.rint(images[52, ..., 0] * (255 / 16)))


def test_large_images_in_colour_become_means_of_squares():
    images = np.zeros((3, 128, 128, 3), np.uint8)
    images[1, :, 64:] = (200, 100, 0)
    made = tiles(images, 255)
    assert (made["width"], made["height"]) == (32, 32)
    np.testing.assert_allclose(picture(made)[16, 32 + 24], (200, 100, 0), atol=6)
