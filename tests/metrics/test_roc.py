"""The ROC curve against scikit-learn's and against a hand's."""

import numpy as np
import pytest

from cnn_core.metrics.roc import roc


def test_four_images_give_the_curve_of_a_hand():
    """Sorted: positive .8, negative .4, positive .35, negative .1; three of four pairs stand in the right order."""
    curve = roc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    assert curve.false_positives.tolist() == [0, 0, 0.5, 0.5, 1]
    assert curve.true_positives.tolist() == [0, 0.5, 0.5, 1, 1]
    assert curve.thresholds.tolist() == [np.inf, 0.8, 0.4, 0.35, 0.1]
    assert curve.area == 0.75
    assert curve.at(0.5) == (0, 0.5)
    assert curve.at(0.35) == (0.5, 1)


def test_an_image_without_an_order_counts_half():
    assert roc([0, 1], [0.5, 0.5]).area == 0.5


@pytest.mark.parametrize("seed", range(5))
def test_the_curve_and_its_area_are_scikit_learns(seed):
    from sklearn.metrics import roc_auc_score, roc_curve

    random = np.random.default_rng(seed)
    labels = random.integers(0, 2, 500)
    scores = np.round(random.random(500) * 0.7 + 0.3 * labels, 2).astype(np.float32)
    curve = roc(labels, scores)
    false, true, thresholds = roc_curve(labels, scores, drop_intermediate=False)
    np.testing.assert_allclose(curve.false_positives, false, rtol=0, atol=1e-15)
    np.testing.assert_allclose(curve.true_positives, true, rtol=0, atol=1e-15)
    np.testing.assert_array_equal(curve.thresholds, thresholds)
    assert curve.area == pytest.approx(roc_auc_score(labels, scores), abs=1e-12)


@pytest.mark.parametrize("labels", [[0, 0], [1, 1]])
def test_one_class_alone_has_no_curve(labels):
    assert roc(labels, [0.2, 0.8]) is None
