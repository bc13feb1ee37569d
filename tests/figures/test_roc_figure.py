from __future__ import annotations

import numpy as np
import pytest

from cnn_core.figures.roc import corners, roc_alt, roc_figure
from cnn_core.figures.theme import DARK
from cnn_core.metrics.roc import roc

CURVE = roc(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8]))


def test_the_curve_goes_from_corner_to_corner_and_the_dot_is_where_the_network_decides():
    guess, line, mark = roc_figure(CURVE, dark=True).data
    assert (list(guess.x), list(guess.y)) == ([0, 1], [0, 1])
    assert (line.x[0], line.y[0], line.x[-1], line.y[-1]) == (0, 0, 1, 1)
    assert line.line.color == DARK.accent
    assert (list(mark.x), list(mark.y)) == ([0], [0.5])


def test_only_the_corners_are_drawn_and_the_line_stays_scikit_learns():
    from sklearn.metrics import auc, roc_auc_score

    random = np.random.default_rng(3)
    labels = random.integers(0, 2, 5000)
    scores = random.random(5000) + 0.8 * labels
    x, y = corners(roc(labels, scores))
    assert len(x) < 1500
    assert (x[0], y[0], x[-1], y[-1]) == (0, 0, 1, 1)
    assert auc(x, y) == pytest.approx(roc_auc_score(labels, scores), abs=1e-12)


def test_the_curve_in_words():
    assert roc_alt(CURVE, "6") == "ROC curve for 6: area 0.7500. From 50% on, 50.0% are found with 0.0% false alarms."
