"""The figure of a plan shows the groups in their order, each with its mean, its interval and its runs."""

from __future__ import annotations

import pytest

from cnn_core.figures.plan import plan_figure
from cnn_core.plan.groups import groups

RESULTS = [({"filters": 8}, 0.90), ({"filters": 8}, 0.94), ({"filters": 16}, 0.96), ({"filters": 32}, None)]
KNOWN = [(varied, accuracy) for varied, accuracy in RESULTS if accuracy is not None]


def test_rows_have_the_mean_its_interval_and_the_runs():
    runs, means = plan_figure(groups(RESULTS), KNOWN).data
    assert (list(runs.x), list(runs.y)) == ([0.90, 0.94, 0.96], [0, 0, 1])
    assert list(means.x) == pytest.approx([0.92, 0.96])
    assert means.error_x.array[0] == pytest.approx(12.7062 * 0.02, rel=1e-4)  # Student's t with one degree of freedom
    assert means.error_x.array[1] == 0


def test_rows_are_called_by_their_values_and_by_their_fields_where_these_differ():
    assert list(plan_figure(groups(RESULTS), KNOWN).layout.yaxis.ticktext) == ["8", "16", "32"]
    mixed = groups([({"filters": 8}, 0.9), ({"enabled": False}, 0.8)])
    assert list(plan_figure(mixed, []).layout.yaxis.ticktext) == ["filters 8", "enabled off"]


def test_without_results_it_says_so():
    (note,) = plan_figure(groups([({"filters": 8}, None)]), []).layout.annotations
    assert "fill as runs end" in note.text
