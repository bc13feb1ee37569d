"""What a part of a few images tells of all, held against SciPy."""

import pytest
from scipy.stats import binomtest

from cnn_core.training.chance import interval


@pytest.mark.parametrize(("right", "images"), [(0, 1), (1, 1), (3, 8), (8, 8), (0, 20), (19, 20), (500, 1000), (9_990, 10_000)])
def test_the_interval_is_the_one_of_scipy(right, images):
    low, high = binomtest(right, images).proportion_ci(0.95, method="wilson")
    assert interval(right / images, images) == pytest.approx((low, high), abs=1e-6)


def test_no_images_tell_nothing():
    assert interval(0.0, 0) == (0.0, 1.0)
