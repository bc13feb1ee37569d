"""The names of overlaid curves: all of them within the chart, and whole where two lines hold them."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.figures.curves import MARGINS
from cnn_core.figures.overlay import MAX_LINE, overlaid_curves
from cnn_core.figures.theme import HEIGHT
from cnn_core.training.state import Epoch, RunState


def run(validated: list[float], epochs: int) -> RunState:
    history = tuple(Epoch(n, 0.5, value, 0.5, value, 1.0, 100.0) for n, value in enumerate(validated, start=1))
    return RunState(history=history, epochs=epochs, status="finished")


LONG = "small-cnn of 01:43, layer 5 Dropout, 500 images, epochs planned 80"


def test_the_name_of_a_short_run_near_the_top_is_within_the_chart() -> None:
    runs = {"first": run([0.9, 0.92] * 20, 80), "second": run([0.9, 0.96] * 40, 80), "third": run([0.95, 0.97, 0.981], 6)}
    figure = overlaid_curves(runs, "accuracy")
    low, high = figure.layout.yaxis.range
    for each in figure.layout.annotations:
        above = (each.y - low) / (high - low) * (HEIGHT - MARGINS) + each.yshift
        assert above <= HEIGHT - MARGINS, each.text


def test_the_epochs_end_with_the_longest_run_that_has_ended_and_with_the_plan_of_one_that_is_on() -> None:
    """A run of 50 that its time limit ended after 3 squeezed all curves into the left of the chart."""
    runs = {"ended early": run([0.9, 0.92, 0.94], 50), "short": run([0.9], 1)}
    assert tuple(overlaid_curves(runs, "accuracy").layout.xaxis.range) == (0, 3)
    runs["on"] = replace(run([0.9], 20), status="running")
    assert tuple(overlaid_curves(runs, "accuracy").layout.xaxis.range) == (0, 20)


def test_a_long_name_has_two_lines_and_nothing_is_left_out() -> None:
    figure = overlaid_curves({LONG: run([0.9], 1), "short": run([0.9], 1)}, "accuracy")
    said = figure.data[0].name
    assert said == "small-cnn of 01:43, layer 5 Dropout,<br>500 images, epochs planned 80"
    assert max(map(len, said.split("<br>"))) <= MAX_LINE
    one = overlaid_curves({"a" * 30: run([0.9], 1), "short": run([0.9], 1)}, "accuracy")
    assert figure.layout.height > one.layout.height, "room for its second line"


def test_a_very_long_name_keeps_its_beginning_and_its_end() -> None:
    first, second = overlaid_curves({"x" * 79 + "7": run([0.9], 1)}, "accuracy").data[0].name.split("<br>")
    assert first + second == "x" * 79 + "7"
    first, second = overlaid_curves({"y" + "x" * 198 + "7": run([0.9], 1)}, "accuracy").data[0].name.split("<br>")
    assert first.startswith("yx")
    assert first.endswith("…")
    assert second.startswith("…")
    assert second.endswith("7")
