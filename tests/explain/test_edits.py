"""Images changed by hand, against NumPy and hand arithmetic, and the smallest change that flips an answer."""

import numpy as np
import pytest
from scipy import ndimage

from cnn_core.explain.edits import Edit, edited, smallest_flips

IMAGE = np.random.default_rng(2).integers(1, 256, (9, 7, 3), np.uint8)
DOT = np.zeros((12, 12, 1), np.uint8)
DOT[5, 5] = 200


def test_no_change_is_no_change():
    assert edited(IMAGE, Edit(), 255) is IMAGE


def test_a_shift_moves_every_pixel_and_brings_in_the_median():
    found = edited(IMAGE, Edit(right=2, down=-3), 255)
    assert np.array_equal(found[:6, 2:], IMAGE[3:, :5])
    assert np.array_equal(found[6:, 2:], np.broadcast_to(np.median(IMAGE, (0, 1)).astype(np.uint8), (3, 5, 3)))


def test_a_quarter_turn_is_that_of_numpy_and_another_angle_nearly_that_of_scipy():
    square = IMAGE[:7]
    assert np.array_equal(edited(square, Edit(turn=90), 255), np.rot90(square))
    smooth = (127 + 100 * np.sin(np.arange(28)[:, None] / 4) * np.cos(np.arange(28)[None] / 5)).astype(np.uint8)[..., None]
    theirs = ndimage.rotate(smooth[..., 0].astype(float), 30, reshape=False, order=1)
    mine = edited(smooth, Edit(turn=30), 255)[..., 0]
    np.testing.assert_allclose(mine[8:20, 8:20], theirs[8:20, 8:20], atol=6)


def test_noise_has_the_deviation_that_is_asked_for_and_is_the_same_each_time():
    grey = np.full((64, 64, 1), 8, np.uint8)
    found = edited(grey, Edit(noise=0.1), 16)
    assert np.array_equal(found, edited(grey, Edit(noise=0.1), 16))
    assert np.std(found.astype(float) - 8) == pytest.approx(1.6, rel=0.1)


def test_painted_pixels_have_the_brightness_of_the_brush_in_the_range_of_the_images():
    found = edited(np.full((8, 8, 1), 8, np.uint8), Edit(painted=((1, 2, 255), (3, 4, 0))), 16)
    assert (found[1, 2, 0], found[3, 4, 0], found.sum()) == (16, 0, 62 * 8 + 16)


def where(images):
    """A network that tells whether the brightest column is left of the eighth."""
    columns = images[..., 0].max(1).argmax(1)
    return np.stack([columns < 8, columns >= 8], -1).astype(float)


def test_the_smallest_shift_that_flips_an_answer_is_found():
    """The dot of column 5 has to go three to the right; reach is a third of the image."""
    found = {flip.kind: flip for flip in smallest_flips(DOT, 255, where)}
    assert found["shift"].edit == Edit(right=3)
    assert found["shift"].answer == 1


def test_an_answer_that_nothing_changes_is_said_to_be_so():
    always = list(smallest_flips(DOT, 255, lambda images: np.tile([0.9, 0.1], (len(images), 1))))
    assert [(flip.kind, flip.edit) for flip in always] == [("shift", None), ("turn", None), ("noise", None)]
