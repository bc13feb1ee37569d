"""A plan on Compare: what varies is chosen, trained, and read in a table."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

import pytest
from scipy import stats
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory, PlanRun, Plans
from cnn_core.errors import RunError
from cnn_core.plan.groups import groups
from cnn_core.plan.plan import Case
from cnn_core.plan.record import PlanRecord
from cnn_core.presets import PRESETS
from cnn_core.training.events import event
from cnn_core.training.state import Epoch, RunState
from pages.widgets.compare.plan_figures import SECONDS, curve_bands, mean_cost
from pages.widgets.state.laboratory import plans
from tests.engine.fake_engine import FakeEngines, batches, epoch, started

ACCURACIES = [0.90, 0.92, 0.96, 0.97]


def texts(app: AppTest) -> str:
    said = [*app.info, *app.markdown, *app.error, *app.warning, *app.caption, *app.header]
    return " ".join(each.value.replace("\\", "") for each in said)


def button(app: AppTest, label: str) -> object:
    return next(each for each in app.button if each.label.startswith(label))


def chosen(app: AppTest, path: str, values: str, seeds: int) -> AppTest:
    app.multiselect(key="plan paths").set_value([path]).run()
    app.text_input(key=f"plan values {path}").set_value(values).run()
    app.slider(key="plan seeds").set_value(seeds).run()
    return app


def test_a_plan_is_said_before_it_starts_and_read_when_it_ends(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app = chosen(visit(page="compare"), "layers[0].filters", "8, 16", 2)
    assert not app.exception
    assert "2 combinations, 2 seeds each: 4 runs" in texts(app)
    assert "one after another" not in texts(app), 'beside "up to 2 at a time"'
    button(app, "Train 4 runs").click().run()
    assert not app.error
    assert "0 of 4 runs done" in texts(app)
    for number, accuracy in enumerate(ACCURACIES, 1):
        job = engines.nth_client(1).nth_job(number)
        job.send(started(), batches(1, 2.0, 1.0), epoch(1), event("evaluated", test_loss=0.1, test_accuracy=accuracy))
        job.end()
        lab.wait(job.run, timeout=10)
    end = time.monotonic() + 10
    while "4 of 4 runs done" not in texts(app) or "Stop the plan" in [each.label for each in app.button]:
        assert time.monotonic() < end
        app.run()
    assert not app.exception
    table = next(each.value for each in app.dataframe if "standard deviation" in each.value)
    assert list(table["1 Conv2D: filters"]) == [8, 16]
    interval = stats.ttest_1samp(ACCURACIES[2:], 0.0).confidence_interval(0.95)
    assert abs(table["mean"][1] - statistics.mean(ACCURACIES[2:])) < 1e-12
    assert abs(table["95% from"][1] - interval.low) < 1e-12
    assert (interval.high > 1, table["95% to"][1]) == (True, 1.0)  # beyond 1 there is no accuracy
    p = stats.ttest_ind(ACCURACIES[:2], ACCURACIES[2:], equal_var=False).pvalue
    assert f"this could well be chance; more seeds would tell, p = {p:.3f} (Welch's t test, 2 and 2 runs)" in texts(app)
    for name, words in (
        ("Curves", "Lines are means over the seeds"),
        ("Parameters", "Pareto front"),
        ("Seconds", "Pareto front"),
    ):
        next(each for each in app.button_group if name in each.options).set_value(name).run()
        assert not app.exception
        assert words in texts(app)
    filters = [lab.folder(run.id).meta.experiment.architecture.layers[0].filters for run in lab.runs("ada-" + "x" * 24)]
    assert sorted(filters) == [8, 8, 16, 16]
    button(app, "Compare its runs").click().run()
    assert not app.exception
    shown = next(each for each in app.dataframe if "parameters" in each.value)
    compared = shown.value
    assert json.loads(shown.proto.columns)["name"]["width"] >= 6 * len("1 Conv2D: filters 16, seed 2")  # the seed is seen
    assert list(compared["name"]) == [f"1 Conv2D: filters {each}, seed {seed}" for each in (8, 16) for seed in (1, 2)]
    assert list(compared["1 Conv2D: filters"]) == [8, 8, 16, 16]
    assert list(compared["seed"]) == [1, 2, 1, 2]


def test_a_grid_says_what_each_field_did_and_trains_what_is_alike_once(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app = visit(page="compare")
    app.multiselect(key="plan paths").set_value(["layers[5].enabled", "layers[5].rate"]).run()
    app.text_input(key="plan values layers[5].enabled").set_value("on,off").run()
    app.text_input(key="plan values layers[5].rate").set_value("0.25,0.5").run()
    app.slider(key="plan seeds").set_value(2).run()
    once = (
        "1 more combination is the same training as another, such as 6 Dropout: enabled off, 6 Dropout: rate 0.5 and 6 Dropout: "
    )
    assert "3 combinations, 2 seeds each: 6 runs" in texts(app)
    assert once in texts(app)
    button(app, "Train 6 runs").click().run()
    accuracies = [0.90, 0.92, 0.93, 0.96, 0.88, 0.91]
    for number, accuracy in enumerate(accuracies, 1):
        job = engines.nth_client(1).nth_job(number)
        job.send(started(), batches(1, 2.0, 1.0), epoch(1), event("evaluated", test_loss=0.1, test_accuracy=accuracy))
        job.end()
        lab.wait(job.run, timeout=10)
        if number < len(accuracies):
            assert "percentage points" not in texts(app.run())  # a look at every moment finds chance sooner or later
    end = time.monotonic() + 10
    while "6 of 6 runs done" not in texts(app) or "percentage points" not in texts(app):
        assert time.monotonic() < end
        app.run()
    assert not app.exception
    quarter, half, off = accuracies[:2], accuracies[2:4], accuracies[4:]
    p = stats.ttest_ind(quarter, half, equal_var=False).pvalue
    said = texts(app)
    assert (
        f"6 Dropout: rate, 0.25 against 0.5: {100 * (statistics.mean(quarter) - statistics.mean(half)):+.2f} percentage points"
        in said
    )
    assert f"p = {p:.3f}" in said
    apart = 100 * (statistics.mean(off) - (statistics.mean(quarter) + statistics.mean(half)) / 2)
    assert f"6 Dropout: enabled, off against on: {apart:+.2f} percentage points on average over 2 settings of the others" in said
    assert "These are 2 comparisons: where nothing helps, one in twenty is below p = 0.05 by chance." in said
    assert once in said
    table = next(each.value for each in app.dataframe if "standard deviation" in each.value)
    assert list(table["6 Dropout: rate"]) == ["0.25", "0.5", "–"]
    assert list(table["6 Dropout: enabled"]) == ["on", "on", "off"]


def test_the_validation_images_can_be_drawn_anew_with_each_seed(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = chosen(visit(page="compare"), "batch_size", "32", 2)
    app.checkbox(key="plan split").check().run()
    button(app, "Train 2 runs").click().run()
    assert not app.error
    end, owner = time.monotonic() + 10, app.session_state["owner"]
    while len(lab.runs(owner)) < 2:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert {lab.folder(run.id).meta.experiment.data.split_seed for run in lab.runs(owner)} == {13, 14}


def test_values_that_cannot_work_are_named_and_nothing_begins(visit: Callable[..., AppTest]) -> None:
    app = chosen(visit(page="compare"), "layers[0].filters", "8,many", 2)
    assert "1 Conv2D: filters must be a whole number" in texts(app)
    assert app.button(key="begin plan").disabled
    app.text_input(key="plan values layers[0].filters").set_value("8:512:1").run()
    assert "at most 50 values" in texts(app)
    app.text_input(key="plan values layers[0].filters").set_value(" ").run()
    assert "1 Conv2D: filters has no values yet" in texts(app)
    assert "layers[" not in texts(app)
    assert not app.exception


def test_a_plan_is_stopped_continued_and_forgotten(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = chosen(visit(page="compare"), "batch_size", "32,64", 1)
    button(app, "Train 2 runs").click().run()
    button(app, "Stop the plan").click().run()
    assert "stopped" in texts(app)
    button(app, "Continue the plan").click().run()
    assert not app.error
    button(app, "Stop the plan").click().run()
    button(app, "Forget the plan").click().run()
    assert "What varying showed" not in texts(app)
    assert not app.exception


def test_a_forgotten_plan_comes_back_after_a_reload_too_with_its_runs(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = chosen(visit(page="compare"), "batch_size", "32,64", 1)
    button(app, "Train 2 runs").click().run()
    button(app, "Stop the plan").click().run()
    runs = plans().of(app.session_state["owner"])[0].runs
    button(app, "Forget the plan").click().run()
    later = visit(page="compare")
    button(later, "Undo: bring back the plan").click().run()
    assert not later.error
    assert "What varying showed" in texts(later)
    assert [(each.runs, each.on) for each in plans().of(later.session_state["owner"])] == [(runs, False)]
    assert all(each.key != "undo forgotten plan" for each in later.button)


def test_before_an_audience_no_plan_is_forgotten(visit: Callable[..., AppTest]) -> None:
    app = chosen(visit(page="compare"), "batch_size", "32,64", 1)
    button(app, "Train 2 runs").click().run()
    button(app, "Stop the plan").click().run()
    app.session_state["presenting"] = True
    assert all(each.label != "Forget the plan" for each in app.run().button)


def test_somebody_else_sees_nothing_of_it(visit: Callable[..., AppTest]) -> None:
    app = chosen(visit(page="compare"), "batch_size", "32,64", 1)
    button(app, "Train 2 runs").click().run()
    assert "What varying showed" in texts(app)
    assert "What varying showed" not in texts(visit("ben-" + "x" * 24, page="compare"))


def test_a_plan_whose_experiments_cannot_be_made_any_more_is_named_and_can_be_forgotten(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = chosen(visit(page="compare"), "batch_size", "32,64", 1)
    button(app, "Train 2 runs").click().run()
    button(app, "Stop the plan").click().run()

    def gone(plans: Plans, record: PlanRecord) -> None:
        raise RunError("There are no images called [mine](x) here.")

    monkeypatch.setattr(Plans, "runs", gone)
    assert "There are no images called [mine](x) here." in texts(app.run())
    button(app, "Forget the plan").click().run()
    assert "What varying showed" not in texts(app)
    assert not app.exception


def test_the_cost_beside_a_mean_accuracy_is_that_of_the_same_runs() -> None:
    """Two of five runs are tested, in 10 and 20 seconds; the others failed, train, and have been tested a moment ago."""
    states = [
        RunState(status="finished", test_accuracy=0.9, seconds=10.0),
        RunState(status="finished", test_accuracy=0.8, seconds=20.0),
        RunState(status="failed", seconds=300.0),
        RunState(status="running"),
        RunState(status="running", test_accuracy=0.7),
    ]
    runs = [({}, PlanRun(Case({}, seed, PRESETS["mlp"].experiment, ({},)), "run", state)) for seed, state in enumerate(states)]
    (group,) = groups((varied, each.test_accuracy) for varied, each in runs)
    assert mean_cost(SECONDS, group, runs) == 15.0
    assert mean_cost(SECONDS, group, runs[2:]) is None


def test_curves_leave_out_what_the_means_leave_out_but_show_what_trains() -> None:
    """Validation accuracies of one epoch: 0.8 finished, 0.6 trains; stopped and failed runs would draw the mean down."""
    epochs = [Epoch(1, 1.0, 0.5, 1.0, accuracy, 0.1, 80.0) for accuracy in (0.8, 0.6, 0.1, 0.2)]
    ends = ("finished", "running", "stopped", "failed")
    states = [RunState(status=status, history=(epoch,)) for status, epoch in zip(ends, epochs, strict=True)]
    runs = [({}, PlanRun(Case({}, seed, PRESETS["mlp"].experiment, ({},)), "run", state)) for seed, state in enumerate(states)]
    assert curve_bands(runs)[0].means == (pytest.approx(0.7),)
    assert curve_bands(runs[2:])[0].means == ()
