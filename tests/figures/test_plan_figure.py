"""The figure of a plan shows the groups in their order, each with its mean, its interval and its runs."""

from __future__ import annotations

import pytest

from cnn_core.figures.plan import plan_figure
from cnn_core.figures.plan_curves import plan_curves
from cnn_core.figures.plan_front import plan_front
from cnn_core.plan.bands import bands
from cnn_core.plan.groups import groups

RESULTS = [({"filters": 8}, 0.90), ({"filters": 8}, 0.94), ({"filters": 16}, 0.96), ({"filters": 32}, None)]
KNOWN = [(varied, accuracy) for varied, accuracy in RESULTS if accuracy is not None]


def test_rows_have_the_mean_its_interval_and_the_runs():
    runs, means = plan_figure(groups(RESULTS), KNOWN).data
    assert (list(runs.x), list(runs.y)) == ([0.90, 0.94, 0.96], pytest.approx([0.27, 0.27, 1.27]))
    assert list(means.x) == pytest.approx([0.92, 0.96])
    assert means.error_x.arrayminus[0] == pytest.approx(12.7062 * 0.02, rel=1e-4)  # Student's t with one degree of freedom
    assert means.error_x.array[0] == pytest.approx(1 - 0.92)  # no accuracy is above 1
    assert (means.error_x.array[1], means.error_x.arrayminus[1]) == (0, 0)


def test_rows_are_called_by_their_values_and_by_their_fields_where_these_differ():
    assert list(plan_figure(groups(RESULTS), KNOWN).layout.yaxis.ticktext) == ["8", "16", "32"]
    mixed = groups([({"filters": 8}, 0.9), ({"enabled": False}, 0.8)])
    assert list(plan_figure(mixed, []).layout.yaxis.ticktext) == ["filters 8", "enabled off"]
    grid = groups([({"1 Conv2D: filters": 8, "seed": 4}, 0.9), ({"1 Conv2D: filters": 16, "seed": 4}, 0.8)])
    assert list(plan_figure(grid, []).layout.yaxis.ticktext) == ["filters 8, seed 4", "filters 16, seed 4"]


def test_long_rows_are_called_by_their_values_alone_and_never_cut_where_they_differ():
    three = [
        {"1 Conv2D: kernel_initializer": "glorot_uniform", "6 Dropout: rate": rate, "batch_size": size}
        for rate in (0.25, 0.5)
        for size in (32, 64)
    ]
    names = list(plan_figure(groups((each, 0.9) for each in three), []).layout.yaxis.ticktext)
    assert names == ["glorot_uniform, 0.25, 32", "glorot_uniform, 0.25, 64", "glorot_uniform, 0.5, 32", "glorot_uniform, 0.5, 64"]


def test_without_results_it_says_so():
    (note,) = plan_figure(groups([({"filters": 8}, None)]), []).layout.annotations
    assert "fill as runs end" in note.text


@pytest.mark.parametrize(("accuracy", "axis"), [(0.25, [0.15, 0.35]), (0.98, [0.88, 1.0]), (0.0, [0.0, 0.1])])
def test_of_a_single_run_the_axis_has_no_accuracies_that_there_are_not(accuracy, axis):
    one = groups([({"filters": 8}, accuracy), ({"filters": 16}, None)])
    assert list(plan_figure(one, [({"filters": 8}, accuracy)]).layout.xaxis.range) == pytest.approx(axis)


def test_the_wide_interval_of_two_runs_does_not_set_the_axis():
    """It reaches from 67% to 117%; the axis ends near the runs, at a multiple of 5%."""
    assert list(plan_figure(groups(RESULTS), KNOWN).layout.xaxis.range) == pytest.approx([0.80, 1.0])


def test_curves_have_a_band_around_each_mean():
    found = bands([({"filters": 8}, [0.5, 0.7]), ({"filters": 8}, [0.52, 0.8]), ({"filters": 16}, [0.9])])
    around, mean, _, single = plan_curves(found, "validation accuracy").data
    assert (list(mean.x), list(mean.y)) == ([1, 2], pytest.approx([0.51, 0.75]))
    assert list(around.x) == [1, 2, 2, 1]
    assert around.y[0] == pytest.approx(0.51 + 12.7062 * 0.01, rel=1e-4)
    assert (mean.name, list(single.y)) == ("filters 8", [0.9])
    layer = bands([({"6 Dropout: enabled": True}, [0.5])])
    assert plan_curves(layer, "validation accuracy").data[1].name == "6 Dropout: enabled on"
    assert plan_curves(found, "validation accuracy").layout.xaxis.dtick == 1  # two epochs have no ticks between them
    assert "first epochs" in plan_curves([], "training accuracy").layout.annotations[0].text


def test_the_front_leaves_out_what_costs_more_and_is_no_better():
    found = groups([({"filters": 8}, 0.90), ({"filters": 16}, 0.95), ({"filters": 32}, 0.94), ({"filters": 64}, None)])
    line, marks = plan_front(found, [100, 200, 300, 400], "parameters").data
    assert (list(line.x), list(line.y)) == ([100, 200], [0.90, 0.95])
    assert list(marks.x) == [100, 200, 300]
    assert list(marks.text) == ["filters 8", "filters 16", ""]  # those on the front are named beside their marks
    assert list(marks.textposition)[:2] == ["bottom right", "top right"]  # neighbours do not write over each other
    assert list(marks.textposition)[2] == "bottom left"  # nor does the last beyond the edge
    assert list(marks.customdata) == ["filters 8", "filters 16", "filters 32"]
    assert len(set(marks.marker.color)) == 2


def test_what_costs_nobody_knows_is_no_mark_at_0():
    found = groups([({"filters": 8}, 0.90), ({"filters": 16}, 0.95)])
    assert list(plan_front(found, [None, 200], "parameters").data[1].x) == [200]
    (note,) = plan_front(found, [None, None], "parameters").layout.annotations
    assert note.text == "Not known here: parameters"


def test_combinations_that_all_cost_the_same_stand_in_the_middle_of_a_readable_axis():
    found = groups([({"rate": 0.0}, 0.9), ({"rate": 0.5}, 0.92)])
    assert list(plan_front(found, [1000, 1000], "parameters").layout.xaxis.range) == [800, 1200]
    assert plan_front(found, [1000, 2000], "parameters").layout.xaxis.range is None
