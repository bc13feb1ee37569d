"""Loss and accuracy in one figure, with the run before behind them."""

from __future__ import annotations

import math

import pytest

from cnn_core.figures.theme import LIGHT
from cnn_core.figures.training_chart import HEIGHT, training_chart
from cnn_core.training.state import Epoch, Point, RunState
from tests.figures.one_curve import learning_curves


def run(*validation, status="running"):
    history = tuple(Epoch(n, 0.5 / n, 0.8, loss, 0.9, 1, 1) for n, loss in enumerate(validation, start=1))
    return RunState(status=status, epochs=5, steps_per_epoch=2, points=(Point(1, 2.3, 0.1), Point(2, 1.9, 0.2)), history=history)


def names(figure, axis):
    return [trace.name for trace in figure.data if trace.yaxis == axis]


def test_each_metric_has_a_panel_and_both_share_the_epochs():
    figure = training_chart(run(0.4, 0.3))
    assert names(figure, "y") == names(figure, "y2") == ["training, by batch", "training", "validation"]
    assert {trace.xaxis for trace in figure.data} == {"x"}
    assert figure.layout.hoversubplots == "axis"
    assert figure.layout.yaxis.domain[0] > figure.layout.yaxis2.domain[1]
    assert figure.layout.height == HEIGHT


def test_panels_show_what_the_single_curves_show():
    state = run(0.4, 0.3)
    figure = training_chart(state)
    for metric, axis, traces in (("loss", figure.layout.yaxis, "y"), ("accuracy", figure.layout.yaxis2, "y2")):
        alone = learning_curves(state, metric)
        assert axis.range == alone.layout.yaxis.range
        assert axis.title.text == metric
        assert [t.y for t in figure.data if t.yaxis == traces] == [t.y for t in alone.data]


def test_the_run_before_stands_behind_in_grey():
    before = run(0.6, 0.5, 0.4, status="finished")
    figure = training_chart(run(0.4), before)
    ghosts = [trace for trace in figure.data if "run before" in trace.name]
    assert [list(ghost.y) for ghost in ghosts] == [[0.6, 0.5, 0.4], [0.9, 0.9, 0.9]]
    assert {ghost.line.color for ghost in ghosts} == {LIGHT.quiet}
    for axis in ("y", "y2"):
        assert "run before" in names(figure, axis)[0]  # what is drawn first is behind
    assert all(trace.zorder is None for trace in figure.data)  # with one, Plotly cuts marks at the edge in half


@pytest.mark.parametrize(("dark", "ground"), [(False, "rgba(255, 255, 255, 0.65)"), (True, "rgba(15, 18, 23, 0.65)")])
def test_names_are_read_before_the_run_before_that_goes_on_behind_them_and_is_seen(dark, ground):
    """Their ground had wiped out its curve."""
    names = training_chart(run(0.4, 0.3), run(0.6, 0.5, 0.4, 0.3, 0.3, status="finished"), dark).layout.annotations
    assert {each.bgcolor for each in names if each.text.startswith(("training", "validation"))} == {ground}


def test_what_is_hovered_is_said_with_its_epoch_and_its_name():
    """The heading was "2.79" alone, and there was a space before the colon."""
    figure = training_chart(run(0.4, 0.3))
    assert figure.layout.xaxis.unifiedhovertitle.text == "epoch %{x:.2f}"
    assert figure.data[0].hovertemplate == "training, by batch: loss %{y:.4f}<extra></extra>"


def test_in_an_empty_chart_what_is_said_has_short_rows():
    """On a telephone it lay on the figures of the axis."""
    (said,) = (each.text for each in training_chart(RunState()).layout.annotations[:1])
    assert said == "The curve begins with<br>the first batches"


def test_a_curve_that_only_guesses_has_no_mark_where_it_turns_up():
    """As measured at a learning rate of 2: the losses lie about ln 10, and the one of the first epoch happens to be the least."""
    losses = [(9.0, 2.29), (2.38, 2.42), (2.40, 2.47), (2.41, 2.44), (2.41, 2.38), (2.40, 2.46), (2.41, 2.46), (2.404, 2.47)]
    history = tuple(Epoch(n, loss, 0.11, held, 0.11, 1, 1) for n, (loss, held) in enumerate(losses, 1))
    state = RunState(status="finished", epochs=8, validation_size=1000, history=history)
    marks = [
        [each.text for each in training_chart(state, guesses=guesses).layout.annotations if each.text == "turns up"]
        for guesses in (False, True)
    ]
    assert marks == [["turns up"], []]


def test_a_run_before_without_validation_shows_its_training():
    bare = RunState(epochs=1, history=(Epoch(1, 0.3, 0.9, None, None, 1.0, 1.0),))
    (ghost, _) = (trace for trace in training_chart(run(0.4), bare).data if "run before" in trace.name)
    assert (ghost.name, list(ghost.y)) == ("training, the run before", [0.3])


def test_of_a_run_before_with_one_epoch_its_point_is_seen():
    """The switch was on, and one epoch draws no line."""
    for epochs, mode in ((1, "lines+markers"), (2, "lines")):
        ghosts = [t for t in training_chart(run(0.4), run(*[0.6] * epochs)).data if "run before" in t.name]
        assert [each.mode for each in ghosts] == [mode, mode]


@pytest.mark.parametrize("log", [False, True])
def test_of_a_run_before_that_exploded_nothing_lies_along_the_upper_edge(log):
    """A thin grey line along the whole edge was taken for a part of the frame."""

    def ghost(*before):
        drawn = training_chart(run(0.4, 0.3), run(*before), log=log).data
        return [(list(t.x), [round(y, 6) if y else y for y in t.y]) for t in drawn if "run before" in t.name and t.yaxis == "y"]

    assert ghost(1e8, 3e8, 2e8) == ghost(1e8) == []
    assert ghost(0.6, 1e8, 2e8, 3e8, 0.5) == [([1, 2, None, 4, 5], [0.6, 2.5, None, 2.5, 0.5])]
    assert ghost(1e8, 0.5) == [([1, 2], [2.5, 0.5])]


def test_behind_a_run_that_does_not_validate_the_training_of_the_run_before_is_shown():
    """Its validation beside the training of this one would compare figures that differ in kind."""
    bare = RunState(status="running", epochs=1, train_size=9, history=(Epoch(1, 0.3, 0.9, None, None, 1.0, 1.0),))
    ghosts = [trace for trace in training_chart(bare, run(0.6, 0.5)).data if "run before" in trace.name]
    assert [(each.name, list(each.y)) for each in ghosts] == [
        ("training, the run before", [0.5, 0.25]),
        ("training, the run before", [0.8, 0.8]),
    ]


@pytest.mark.parametrize(("waits", "last"), [(RunState(status="queued"), 3), (RunState(status="running", epochs=4), 4)])
def test_the_run_before_is_seen_while_this_one_waits(waits, last):
    """Its epochs, until it is known how many this one has, and its losses, of which the largest is 2.3."""
    figure = training_chart(waits, run(0.6, 0.5, 0.4, status="finished"))
    assert list(figure.layout.xaxis.range) == [0, last]
    assert list(figure.layout.yaxis.range) == list(training_chart(run(0.6, 0.5, 0.4)).layout.yaxis.range)


@pytest.mark.parametrize(("status", "last"), [("running", 5), ("finished", 3)])
def test_the_axis_of_a_run_that_was_ended_early_ends_with_it(status, last):
    """Three epochs of those planned, for its time was over, lay in the left of an empty chart."""
    figure = training_chart(run(0.6, 0.5, 0.4, status=status))
    assert list(figure.layout.xaxis.range) == [0, last]


@pytest.mark.parametrize("log", [False, True])
def test_words_and_marks_stay_in_their_panel(log):
    figure = training_chart(RunState(), log=log)
    above, below = (note.y for note in figure.layout.annotations)
    assert figure.layout.yaxis.domain[0] < above < 1
    assert 0 < below < figure.layout.yaxis2.domain[1]
    named = training_chart(run(0.4), log=log).layout.annotations
    assert [note.yref for note in named] == ["y", "y", "y2", "y2"]


def test_the_switch_to_a_logarithm_changes_the_loss_alone():
    figure = training_chart(run(0.4), log=True)
    assert (figure.layout.yaxis.type, figure.layout.yaxis2.type) == ("log", None)
    assert figure.layout.yaxis.range[1] == pytest.approx(math.log10(2.5))


def test_for_a_projector_what_stands_in_place_of_curves_is_as_large_as_their_names():
    begun = RunState(status="failed", reason="stopped")
    sizes = [[each.font.size for each in training_chart(begun, large=large).layout.annotations] for large in (False, True)]
    assert sizes == [[14, 14], [20, 20]]


def test_for_a_projector_the_names_are_large_and_none_lies_on_another_or_on_a_mark():
    """Both ends of the accuracies are within a pixel of each other."""
    figure = training_chart(run(0.4), large=True)
    names = [each for each in figure.layout.annotations if each.text.startswith(("training", "validation"))]
    assert {each.font.size for each in names} == {20}
    assert all(each.xshift > 7 / 2 and each.xanchor == "left" for each in names)
    low, high = figure.layout.yaxis.range
    part = figure.layout.yaxis.domain[1] - figure.layout.yaxis.domain[0]
    unit = part * (figure.layout.height - 52) / (high - low)
    first, second = (each.y * unit + each.yshift for each in names if each.yref == "y")
    assert abs(first - second) >= 20
    assert figure.layout.height < HEIGHT
