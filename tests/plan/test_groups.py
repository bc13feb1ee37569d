"""Means and intervals against those of SciPy and of Python's statistics."""

import statistics

import pytest
from scipy import stats

from cnn_core.plan.groups import groups

EIGHT, SIXTEEN = {"layers[0].filters": 8}, {"layers[0].filters": 16}
ACCURACIES = [0.9712, 0.9688, 0.9741, 0.9705, 0.9699]


def test_runs_with_equal_values_are_a_group_in_the_order_of_the_first():
    found = groups([(SIXTEEN, 0.5), (EIGHT, 0.1), (SIXTEEN, 0.7), (EIGHT, None)])
    assert [(group.varied, group.runs) for group in found] == [(SIXTEEN, 2), (EIGHT, 1)]
    assert found[0].mean == pytest.approx(0.6)


def test_the_interval_is_that_of_a_t_test():
    (group,) = groups([(EIGHT, each) for each in ACCURACIES])
    wanted = stats.ttest_1samp(ACCURACIES, 0.0).confidence_interval(0.95)
    assert group.mean == pytest.approx(statistics.mean(ACCURACIES), abs=1e-12)
    assert group.std == pytest.approx(statistics.stdev(ACCURACIES), abs=1e-12)
    assert group.interval == pytest.approx((wanted.low, wanted.high), abs=1e-12)


def test_one_run_has_no_spread_and_none_has_no_mean():
    one, none = groups([(EIGHT, 0.9), (SIXTEEN, None)])
    assert (one.mean, one.std, one.interval) == (0.9, None, None)
    assert (none.runs, none.mean, none.interval) == (0, None, None)
