import numpy as np
import pytest

from cnn_core.data.scaling import CHUNK, Scaling, mean_and_deviation, scaling_for
from cnn_core.errors import DatasetError

PIXELS = np.random.RandomState(3).randint(0, 256, (50, 28, 28, 1)).astype(np.uint8)


def test_unit_scaling_is_the_division_by_255_of_every_notebook():
    scaled = scaling_for(PIXELS, "unit", 255).apply(PIXELS)
    assert scaled.dtype == np.float32
    assert np.array_equal(scaled, PIXELS.astype("float32") / 255)


def test_unit_scaling_of_the_small_digits_divides_by_16():
    assert scaling_for(PIXELS, "unit", 16).apply(np.array([0, 4, 16], np.uint8)).tolist() == [0.0, 0.25, 1.0]


def test_standard_scaling_gives_mean_zero_and_deviation_one_over_all_pixels():
    scaling = scaling_for(PIXELS, "standard", 255)
    assert scaling.offset == pytest.approx(PIXELS.mean(dtype=np.float64), rel=1e-12)
    assert scaling.divisor == pytest.approx(PIXELS.std(dtype=np.float64), rel=1e-12)
    scaled = scaling.apply(PIXELS)
    assert scaled.dtype == np.float32
    assert scaled.mean(dtype=np.float64) == pytest.approx(0, abs=1e-6)
    assert scaled.std(dtype=np.float64) == pytest.approx(1, abs=1e-6)


def test_mean_and_deviation_of_more_than_one_piece_are_numpys():
    pixels = np.random.RandomState(4).randint(0, 256, 2 * CHUNK + 12_345).astype(np.uint8)
    assert mean_and_deviation(pixels) == pytest.approx((pixels.mean(dtype=np.float64), pixels.std(dtype=np.float64)), rel=1e-12)


def test_mnists_mean_and_deviation_are_the_well_known_ones(real_data):
    from cnn_core.data.load import load

    mean, deviation = mean_and_deviation(load("mnist").x_train)
    assert (round(mean / 255, 4), round(deviation / 255, 4)) == (0.1307, 0.3081)


def test_pixels_that_are_all_alike_cannot_be_standardised():
    with pytest.raises(DatasetError, match="choose unit"):
        scaling_for(np.full((2, 3, 3, 1), 7, np.uint8), "standard", 255)


def test_applying_a_scaling_leaves_the_pixels_alone():
    before = PIXELS.copy()
    Scaling(1.0, 2.0).apply(PIXELS)
    assert np.array_equal(PIXELS, before)


@pytest.mark.parametrize(
    ("scaling", "words"),
    [
        (Scaling(0, 255), "pixel / 255"),
        (Scaling(127.5, 127.5), "(pixel - 127.5) / 127.5"),
        (Scaling(-3, 1), "(pixel + 3)"),
        (Scaling(255, -255), "(255 - pixel) / 255"),
        (Scaling(255, -1), "255 - pixel"),
        (Scaling(0, 1), "pixel"),
    ],
)
def test_a_scaling_is_said_as_what_becomes_of_a_pixel(scaling, words):
    assert scaling.words == words
