"""How numbers spread, against NumPy."""

import numpy as np
import pytest

from cnn_core.explain.spread import spread


def test_the_counts_are_those_of_numpy_and_the_rest_is_what_it_says():
    values = np.maximum(np.random.default_rng(4).normal(size=(30, 7, 3)), 0).astype(np.float32)
    found = spread(values)
    counts, edges = np.histogram(values.astype(np.float64), 30)
    assert np.array_equal(found.counts, counts)
    np.testing.assert_allclose(found.edges, edges, atol=1e-12)
    assert found.mean == pytest.approx(values.mean(), rel=1e-6)
    assert found.deviation == pytest.approx(values.std(), rel=1e-5)
    assert found.zeros == np.count_nonzero(values == 0) / values.size
    assert spread(-values).size == pytest.approx(found.size)


def test_equal_numbers_have_a_bin_around_them():
    found = spread(np.zeros(12))
    assert (found.low, found.high, found.counts.sum(), found.zeros, found.size) == (-0.5, 0.5, 12, 1.0, 0.0)
