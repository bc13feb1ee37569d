"""Runs side by side."""

from dataclasses import replace

import pytest

from cnn_core.figures.overlay import COLOURS, ON_DARK, overlaid_curves
from cnn_core.figures.theme import DARK, LIGHT
from cnn_core.metrics.comparison import by_question, compare, differently_tested, distinct
from cnn_core.presets import PRESETS
from cnn_core.training.state import Epoch, RunState
from tests.figures.contrast import contrast


def state(*values, status="finished", **more):
    history = tuple(Epoch(n, 1 / n, 0.5, 2 / n, value, 1.5, 100.0) for n, value in enumerate(values, start=1))
    return RunState(status=status, epochs=4, history=history, **more)


def test_a_row_says_what_came_of_a_run():
    finished = state(0.9, 0.95, train_size=9000, test_loss=0.1, test_accuracy=0.97)
    (row,) = compare([(PRESETS["notebook-4"].experiment, finished)])
    assert (row.name, row.dataset, row.parameters, row.epochs, row.seconds) == ("notebook-4", "MNIST", 485_514, 2, 3.0)
    assert (row.val_loss, row.val_accuracy, row.test_loss, row.test_accuracy) == (1.0, 0.95, 0.1, 0.97)


def test_the_seconds_of_a_run_that_has_ended_are_those_that_train_shows():
    (row,) = compare([(PRESETS["mlp"].experiment, state(0.9, 0.95, seconds=4.5))])
    assert row.seconds == 4.5


def test_a_run_that_waits_has_a_row_without_figures():
    (row,) = compare([(PRESETS["mlp"].experiment, RunState())])
    assert (row.epochs, row.seconds, row.val_loss, row.test_accuracy, row.train_size) == (0, None, None, None, None)


def test_the_parameters_are_those_of_the_network_in_the_run_and_not_of_its_preset():
    wider = PRESETS["mlp"].experiment
    wider = replace(wider, architecture=wider.architecture.fit_to((8, 8, 1), 10))
    assert compare([(wider, RunState())])[0].parameters == 64 * 128 + 128 + 128 * 10 + 10


def test_runs_that_are_tested_with_different_images_are_called_so_each_with_its_own():
    data = PRESETS["mlp"].experiment.data
    fewer, other = replace(data, left_out_test=(19,)), replace(data, left_out_test=(0, 1, 2, 3, 19), relabelled_test=((34, 1),))
    assert differently_tested([data, fewer, other], "ABC") == (
        "Their test figures are not comparable, since they are tested with different images or labels. A: all test images; "
        "B: all test images but 19; C: all test images but 5 (0, 1, 2, 3, …), with another label of 34."
    )
    assert differently_tested([fewer, replace(fewer, left_out=(3,))], "AB") == ""
    (row,) = compare([(replace(PRESETS["mlp"].experiment, data=fewer), RunState())])
    assert row.tested_with == "all test images but 19"


def test_names_that_come_twice_are_numbered():
    assert distinct(["mlp", "lenet-5", "mlp"]) == ["mlp (1)", "lenet-5", "mlp (2)"]


@pytest.mark.parametrize(("metric", "ends"), [("accuracy", [0.95, 0.8]), ("loss", [1.0, 2.0])])
def test_every_run_has_its_line_colour_and_name(metric, ends):
    figure = overlaid_curves({"a": state(0.9, 0.95), "b": state(0.8), "c": RunState()}, metric)
    assert [trace.name for trace in figure.data] == ["a", "b", "c"]
    assert [trace.y[-1] for trace in figure.data[:2]] == ends
    assert [trace.line.color for trace in figure.data] == list(COLOURS[:3])
    assert {note.text for note in figure.layout.annotations} == {f"a: {ends[0]:.3f}", f"b: {ends[1]:.3f}"}
    assert tuple(figure.layout.xaxis.range) == (0, 2)


BARE = RunState(epochs=4, history=(Epoch(1, 0.3, 0.9, None, None, 1.0, 1.0),))


def test_a_run_without_validation_shows_its_training_dashed_and_says_so():
    figure = overlaid_curves({"held": state(0.8, 0.85), "bare": BARE}, "accuracy")
    assert list(figure.data[1].y) == [0.9]
    assert [trace.line.dash for trace in figure.data] == [None, "dash"]
    assert figure.layout.yaxis.title.text == "validation accuracy (dashed: training)"
    assert {note.text for note in figure.layout.annotations} == {"held: 0.850", "bare, training: 0.900"}


def test_where_no_run_has_validation_the_axis_is_that_of_training():
    assert overlaid_curves({"bare": BARE}, "loss").layout.yaxis.title.text == "training loss"
    assert overlaid_curves({"waits": RunState()}, "loss").layout.yaxis.title.text == "validation loss"


def test_the_name_of_a_line_that_ends_early_stands_at_its_end():
    figure = overlaid_curves({"long": state(0.8, 0.85, 0.9, 0.95), "short": state(0.7)}, "accuracy")
    assert {note.text: note.x for note in figure.layout.annotations} == {"long: 0.950": 4, "short: 0.700": 1}


def test_long_names_stand_in_a_legend_below_and_the_figures_beside_the_curves():
    names = ("filters 8, batch size 64, seed 1", "filters 16, batch size 128, seed 1", "filters 16, batch size 128, seed 2")
    figure = overlaid_curves({name: state(0.9) for name in names}, "loss")
    assert not overlaid_curves({"mlp": state(0.9), "lenet-5": state(0.8)}, "loss").layout.showlegend
    assert figure.layout.showlegend
    assert len({trace.name for trace in figure.data}) == 3
    assert {note.text for note in figure.layout.annotations} == {"2.000"}
    assert figure.layout.margin.r < 90
    assert figure.layout.height - figure.layout.margin.b > 240


def test_only_runs_of_the_same_images_and_classes_are_compared():
    digits, other = PRESETS["mlp"].experiment, PRESETS["notebook-4"].experiment
    three = replace(digits, data=replace(digits.data, task="one-against-rest", target=3))
    fewer = replace(digits, data=replace(digits.data, train_size=1000, validation="none"))
    assert by_question([digits, other, three, fewer, three]) == {
        "MNIST mini, 10 classes": [0, 3],
        "MNIST, 10 classes": [1],
        "MNIST mini, 3 or not": [2, 4],
    }


def test_for_a_projector_names_are_larger_and_have_room():
    runs = {"mlp": state(0.9, 0.95), "lenet-5": state(0.8, 0.85)}
    usual, large = (overlaid_curves(runs, "accuracy", large=each) for each in (False, True))
    assert {each.font.size for each in large.layout.annotations} == {20}
    assert {each.font.size for each in usual.layout.annotations} == {13}
    assert large.layout.margin.r > 1.3 * usual.layout.margin.r
    assert large.layout.height > usual.layout.height


def test_without_runs_the_chart_says_what_to_do():
    assert "Tick runs above" in overlaid_curves({}, "loss").layout.annotations[0].text


@pytest.mark.parametrize(
    ("colour", "ground"), [(each, LIGHT.ground) for each in COLOURS] + [(each, DARK.ground) for each in ON_DARK]
)
def test_names_and_lines_of_curves_can_be_seen_on_their_ground(colour, ground):
    assert contrast(colour, ground) >= 4.5
    assert len(set(ON_DARK)) == len(set(COLOURS)) == len(COLOURS)
