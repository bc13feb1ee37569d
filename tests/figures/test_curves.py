from __future__ import annotations

import math

import numpy as np
import pytest

from cnn_core.figures.axes import nice
from cnn_core.figures.curves import apart
from cnn_core.figures.theme import LIGHT
from cnn_core.figures.thinning import in_order, thin
from cnn_core.training.state import Epoch, Point, RunState
from tests.figures.one_curve import learning_curves


def run(points: int = 10, epochs: int = 1, validation: bool = True, planned: int = 5) -> RunState:
    """A run of 10 batches an epoch."""
    history = tuple(
        Epoch(n, 0.5 / n, 0.8 + 0.02 * n, 0.4 if validation else None, 0.9 if validation else None, 1, 1)
        for n in range(1, epochs + 1)
    )
    drawn = tuple(Point(n + 1, 2 / (n + 1), 0.5) for n in range(points))
    return RunState(status="running", epochs=planned, steps_per_epoch=10, points=drawn, history=history)


def trace(figure, name):
    return next(t for t in figure.data if t.name == name)


def test_batches_are_drawn_over_fractions_of_an_epoch():
    drawn = trace(learning_curves(run(points=15)), "training, by batch")
    assert drawn.x[0] == pytest.approx(0.1)
    assert drawn.x[-1] == pytest.approx(1.5)
    assert drawn.y[1] == pytest.approx(1.0)


def test_in_the_first_epoch_the_line_of_the_batches_is_in_full_colour_and_behind_the_line_of_the_epochs_it_is_pale():
    first, later = (trace(learning_curves(run(epochs=done)), "training, by batch").line for done in (0, 1))
    assert (first.color, later.color) == (LIGHT.train, LIGHT.train_soft)
    assert first.width > later.width
    names = [{each.text.rpartition(" ")[0] for each in learning_curves(run(epochs=done)).layout.annotations} for done in (0, 1)]
    assert names == [{"last batch"}, {"training", "validation"}]


def test_epochs_are_drawn_where_they_end():
    figure = learning_curves(run(points=20, epochs=2))
    assert list(trace(figure, "training").x) == [1, 2]
    assert list(trace(figure, "training").y) == [0.5, 0.25]
    assert list(trace(figure, "validation").y) == [0.4, 0.4]


def test_training_is_orange_and_validation_blue_in_both_charts():
    for metric in ("loss", "accuracy"):
        figure = learning_curves(run(), metric)
        assert trace(figure, "training").line.color == LIGHT.train
        assert trace(figure, "validation").line.color == LIGHT.validation


@pytest.mark.parametrize(
    "state", [RunState(epochs=5), run(1, 0), run(10, 1), run(50, 5)], ids=["queued", "first batch", "epoch", "all"]
)
@pytest.mark.parametrize("metric", ["loss", "accuracy"])
def test_the_frame_never_changes_its_size(state, metric):
    figure = learning_curves(state, metric)
    assert figure.layout.height == 300
    assert tuple(figure.layout.xaxis.range) == (0, 5)
    assert figure.layout.xaxis.title.text == "epoch"
    assert figure.layout.yaxis.title.text == metric


def test_before_the_first_point_the_frame_says_so():
    (words,) = learning_curves(RunState()).layout.annotations
    assert "first batches" in words.text


def test_loss_begins_at_zero_and_accuracy_ends_at_one():
    assert learning_curves(run(), "loss").layout.yaxis.range[0] == 0
    assert learning_curves(run(), "accuracy").layout.yaxis.range[1] == 1


def test_everything_is_in_view_until_the_first_epoch_is_over():
    figure = learning_curves(RunState(epochs=5, steps_per_epoch=10, points=(Point(1, 7.3, 0.1), Point(2, 2.0, 0.2))), "loss")
    assert tuple(figure.layout.yaxis.range) == (0, 8)


def test_then_the_epochs_set_the_range():
    assert tuple(learning_curves(run(epochs=1), "loss").layout.yaxis.range) == (0, 2)  # where it began
    assert tuple(learning_curves(run(epochs=1), "accuracy").layout.yaxis.range) == (0.7, 1)  # 1 - 1.5 x (1 - 0.82) = 0.73


def test_the_beginning_of_the_loss_stays_in_view():
    """Ten classes begin near ln 10 = 2.3, wherever the epochs are by now."""
    points = tuple(Point(step, 2.3 / step, 0.5) for step in range(1, 31))
    history = tuple(Epoch(n, 0.3 / n, 0.9, 0.2, 0.9, 1, 1) for n in (1, 2, 3))
    state = RunState(epochs=3, steps_per_epoch=10, points=points, history=history)
    assert tuple(learning_curves(state, "loss").layout.yaxis.range) == (0, 2.5)


def test_after_a_divergence_the_axis_recovers():
    losses = [2.3, 2.2, 5e3, 3e8, 1e5, *[2.31] * 300]
    points = tuple(Point(step, loss, 0.1) for step, loss in enumerate(losses, start=1))
    history = tuple(Epoch(n, loss, 0.1, 2.3, 0.1, 1, 1) for n, loss in ((1, 1e6), (2, 2.31), (3, 2.3)))
    state = RunState(epochs=5, steps_per_epoch=100, points=points, history=history)
    assert tuple(learning_curves(state, "loss").layout.yaxis.range) == (0, 3)


def test_the_loss_can_be_drawn_logarithmically_and_accuracy_cannot():
    points = tuple(Point(step, 2.0 / step, 0.5) for step in range(1, 11))
    state = RunState(epochs=2, steps_per_epoch=10, points=points, history=(Epoch(1, 0.5, 0.8, 0.011, 0.9, 1, 1),))
    drawn = learning_curves(state, "loss", log=True)
    assert drawn.layout.yaxis.type == "log"
    low, high = (10**end for end in drawn.layout.yaxis.range)
    assert low == pytest.approx(0.01)
    assert high == pytest.approx(2.0)
    assert {"0.02", "0.05", "0.1", "0.5", "1", "2"} <= set(drawn.layout.yaxis.ticktext)
    (below, _) = sorted(drawn.layout.annotations, key=lambda each: each.y)
    assert below.y == pytest.approx(math.log10(0.011), abs=0.01)
    assert learning_curves(state, "accuracy", log=True).layout.yaxis.type is None


@pytest.mark.parametrize("whole_epochs", [0, 2])
def test_a_training_that_diverges_leaves_the_chart_and_does_not_stretch_it(whole_epochs):
    """Beside 3e8 nothing else would be seen of the curve that led there."""
    losses = [2.3, 4.1, 9.7, 5e3, 3e8]
    points = tuple(Point(step, loss, 0.1) for step, loss in enumerate(losses, start=1))
    history = tuple(Epoch(n, loss, 0.1, loss, 0.1, 1, 1) for n, loss in ((1, 2.2), (2, 1e8)))[:whole_epochs]
    state = RunState(status="failed", epochs=5, steps_per_epoch=10, points=points, history=history)
    assert tuple(learning_curves(state, "loss").layout.yaxis.range) == (0, 10)


@pytest.mark.parametrize("log", [False, True])
def test_a_mean_far_above_the_axis_is_a_triangle_at_its_upper_edge_with_its_figure(log):
    """As seen with a learning rate of 2: the line from epoch 1 stood on epoch 2 like a spike, and nothing said that the axis is cut."""
    history = tuple(Epoch(n, loss, 0.1, 2.4, 0.1, 1, 1) for n, loss in enumerate((427.3, 2.4, 2.4), start=1))
    points = tuple(Point(step, 2.4, 0.1) for step in range(1, 31))
    state = RunState(status="finished", epochs=3, steps_per_epoch=10, points=points, history=history)
    figure = learning_curves(state, "loss", log=log)
    top = 10 ** figure.layout.yaxis.range[1] if log else figure.layout.yaxis.range[1]
    drawn = trace(figure, "training")
    assert list(drawn.y) == [top, 2.4, 2.4]
    assert list(drawn.customdata) == [427.3, 2.4, 2.4]
    assert list(drawn.marker.symbol) == ["triangle-up", "circle", "circle"]
    assert trace(figure, "validation").marker.symbol == "square"
    (words,) = (each for each in figure.layout.annotations if "above" in each.text)
    assert (words.x, words.text, words.font.color) == (1, "above the axis: 427", LIGHT.train)


def test_of_many_epochs_the_last_alone_has_a_mark():
    """Of 200 the squares made a ribbon, and the line itself was not seen."""
    few, many = (trace(learning_curves(run(10, 3, planned=planned), "loss"), "validation").marker for planned in (60, 200))
    assert (few.size, list(many.size)) == (7, [0, 0, 7])
    assert [(each.opacity, each.line.width) for each in (few, many)] == [(1, 0), (1, 0)]
    learning_curves(run(0, 0, planned=200)).to_json()


def test_a_loss_that_was_always_high_stays_in_view():
    points = tuple(Point(step, 300.0 - step, 0.1) for step in range(1, 20))
    figure = learning_curves(RunState(epochs=5, steps_per_epoch=100, points=points), "loss")
    assert tuple(figure.layout.yaxis.range) == (0, 300)


def test_lines_are_named_at_their_ends_instead_of_in_a_legend():
    figure = learning_curves(run(points=10, epochs=1))
    assert [a.text for a in figure.layout.annotations] == ["validation 0.400", "training 0.500"]
    assert figure.layout.showlegend is False


def test_without_validation_there_is_one_name():
    assert [a.text for a in learning_curves(run(validation=False)).layout.annotations] == ["training 0.500"]


def test_a_loss_that_is_no_number_breaks_nothing():
    points = (Point(1, 2.0, 0.1), Point(2, math.nan, 0.1), Point(3, math.inf, 0.1))
    state = RunState(epochs=2, steps_per_epoch=3, points=points, history=(Epoch(1, math.nan, 0.1, math.inf, 0.1, 1, 1),))
    figure = learning_curves(state, "loss")
    assert all(math.isfinite(v) for v in figure.layout.yaxis.range)
    figure.to_json()


def test_at_most_a_thousand_points_are_drawn():
    figure = learning_curves(run(points=37_500))
    assert 500 <= len(trace(figure, "training, by batch").x) <= 1000


def test_a_drawn_point_is_the_mean_of_those_it_stands_for():
    x, y = thin(np.arange(8.0), np.array([1, 3, 5, 7, 2, 4, 10, 20.0]), most=4)
    assert x.tolist() == [0.5, 2.5, 4.5, 6.5]
    assert y.tolist() == [2, 6, 3, 15]


def test_full_groups_do_not_change_when_points_come():
    values = np.random.default_rng(0).random(3000)
    before, after = thin(np.arange(2500.0), values[:2500]), thin(np.arange(3000.0), values)
    assert np.array_equal(before[1][:-1], after[1][: len(before[1]) - 1])


def test_few_points_are_drawn_as_they_are():
    x, y = thin(np.arange(1000.0), np.arange(1000.0))
    assert len(x) == len(y) == 1000


def test_batches_that_a_resumed_run_went_over_again_are_drawn_once():
    points = [Point(step, loss, 0.5) for step, loss in ((5, 1.0), (10, 0.9), (15, 0.8), (20, 0.7), (15, 0.85), (20, 0.6))]
    assert [(p.step, p.loss) for p in in_order(points)] == [(5, 1.0), (10, 0.9), (15, 0.85), (20, 0.6)]


@pytest.mark.parametrize(("value", "top"), [(2.31, 2.5), (0.75, 0.8), (1.0, 1.0), (0.0401, 0.05), (9.5, 10), (0, 1e-3), (3.3, 4)])
def test_the_loss_axis_ends_at_a_round_number(value, top):
    assert nice(value) == pytest.approx(top)


def test_names_that_would_touch_are_pushed_apart():
    assert apart([0, 100, 200], 250) == [0, 100, 200]
    assert apart([100, 101], 250, gap=16) == [100, 116]
    assert apart([245, 250], 250, gap=16) == [234, 250]
    assert apart([0, 0, 0], 250, gap=16) == [0, 16, 32]


def test_a_loss_of_millions_is_said_in_digits():
    """It was "above the axis: 5.09e+06", and 2994.214 at the end of its line."""
    losses = ((5_091_234.0, 2.4), (2994.214, 21.64), (2994.214, 21.64))
    history = tuple(Epoch(n, loss, 0.1, validated, 0.1, 1, 1) for n, (loss, validated) in enumerate(losses, start=1))
    points = tuple(Point(step, 2.4, 0.1) for step in range(1, 31))
    state = RunState(status="finished", epochs=3, steps_per_epoch=10, points=points, history=history)
    said = [each.text for each in learning_curves(state, "loss").layout.annotations]
    assert "above the axis: 5,090,000" in said
    assert "training 2,990" in said
