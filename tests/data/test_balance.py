"""Weights of uneven classes against scikit-learn's."""

import numpy as np
import pytest
from sklearn.utils.class_weight import compute_class_weight

from cnn_core.data.balance import balanced_weights, is_uneven

SIX_AND_TWO = np.array([0] * 6 + [1] * 2)


@pytest.mark.parametrize("counts", [(6, 2), (5, 5, 5), (90, 9, 1), (1, 1000)])
def test_weights_are_those_of_scikit_learn(counts):
    labels = np.repeat(np.arange(len(counts)), counts)
    wanted = compute_class_weight("balanced", classes=np.arange(len(counts)), y=labels)
    np.testing.assert_allclose(list(balanced_weights(labels, len(counts)).values()), wanted, rtol=1e-15)


def test_a_class_without_images_takes_no_part():
    """scikit-learn counts the classes that occur: 8 / (2 * 6) and 8 / (2 * 2)."""
    weights = balanced_weights(SIX_AND_TWO, 3)
    assert (weights[0], weights[1]) == (pytest.approx(2 / 3), 2.0)


def test_the_mean_weight_of_an_image_is_1():
    weights = balanced_weights(SIX_AND_TWO, 2)
    assert np.mean([weights[label] for label in SIX_AND_TWO]) == pytest.approx(1.0)


@pytest.mark.parametrize(("counts", "uneven"), [((5, 5), False), ((7, 3), False), ((75, 25), True), ((9, 1, 2), True)])
def test_classes_are_uneven_from_one_and_a_half_of_an_even_share_on(counts, uneven):
    assert is_uneven(np.repeat(np.arange(len(counts)), counts), len(counts)) is uneven


def test_no_labels_are_not_uneven():
    assert not is_uneven(np.array([], np.int64), 2)
