"""The Compare page: several networks as one experiment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs.began import moments
from pages.widgets.compare.variations import COURSE
from pages.widgets.state.forecast import Forecast


def test_the_page_opens_with_the_network_that_came_with_the_app(visit: Callable[..., AppTest]) -> None:
    app = visit(page="compare")
    assert not app.exception
    table = figures(app)[0]
    assert list(table["parameters"]) == [121_930]
    assert list(table["status"]) == ["finished"]


def test_the_variations_are_queued_together_and_stand_in_the_table(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = visit(page="compare")
    button(app, "Choose a baseline").click().run()
    app.radio(key="variations how").set_value("all with the data and settings of the desk").run()
    button(app, "Queue 6 trainings").click().run()
    assert not app.exception
    assert not app.error
    assert any("6 trainings queued; they are chosen" in each.value for each in app.markdown)
    table = figures(app)[0]
    assert list(table["name"]) == list(app.dataframe[0].value["name"])[5::-1]  # as the table of all runs calls them, newest first
    assert [name.partition(" of ")[0] for name in table["name"]] == list(COURSE)
    assert list(table.columns[:2]) == ["name", "test_accuracy"]
    assert table.columns[-1] == "layers"
    assert set(table["dataset"]) == {"MNIST mini"}
    submitted = [lab.folder(run).meta.experiment for run in app.session_state["compared"]]
    assert [each.architecture.name for each in submitted] == list(COURSE)
    assert {each.training for each in submitted} == {PRESETS["small-cnn"].experiment.training}


def test_how_many_can_be_queued_how_long_they_take_and_what_their_runs_are_called_is_said_before(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit(page="compare")
    assert "at most 8" in app.multiselect(key="variations").label
    assert "Dense only (MLP): mlp" in app.multiselect(key="variations").options
    seconds = {"mlp": 20.0, "small-cnn": 40.0}
    monkeypatch.setattr(
        "pages.widgets.compare.variations.forecast",
        lambda wanted, summary: Forecast(1, 1.0, seconds[wanted.architecture.name], 1.0),
    )
    app.multiselect(key="variations").set_value(["mlp", "small-cnn"]).run()
    assert any(each.value.startswith("About 1 min 0 s on this machine") for each in app.caption)


def test_networks_whose_data_are_not_here_are_refused_in_words_and_the_others_are_queued(
    visit: Callable[..., AppTest], monkeypatch
) -> None:
    monkeypatch.delenv("CNN_LAB_DATA", raising=False)
    monkeypatch.setattr("pages.widgets.state.start_run.find", lambda name: None if name == "mnist" else name)
    app = visit(page="compare")
    app.multiselect(key="variations").set_value(["mlp", "notebook-4"]).run()
    button(app, "Queue 2").click().run()
    assert "not on this machine yet" in app.error[0].value
    assert [name.partition(" of ")[0] for name in figures(app)[0]["name"]] == ["mlp"]


def test_runs_of_different_questions_have_a_table_and_charts_of_their_own(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    digits = PRESETS["mlp"].experiment
    asks = replace(digits.data, task="one-against-rest", target=3)
    three = replace(digits, data=asks, architecture=digits.architecture.fit_to((28, 28, 1), 2))
    app = visit(page="compare")
    owner = app.session_state["owner"]
    chosen = [lab.submit(experiment, owner) for experiment in (digits, three, digits)]
    app.session_state["compared"] = chosen
    app.run()
    assert not app.exception
    begun = moments(lab.runs(owner))
    first, asking, again = (f"mlp of {begun[run][1]}" for run in chosen)
    assert [list(each["name"]) for each in figures(app)] == [[first, again], [asking]]
    assert [each.value for each in app.header[1:]] == ["MNIST mini, 10 classes: 2 runs", "MNIST mini, 3 or not: 1 run"]
    assert "different questions" in app.info[0].value


def test_runs_with_different_test_images_are_not_side_by_side_without_a_word(
    visit: Callable[..., AppTest], lab: Laboratory
) -> None:
    every = PRESETS["mlp"].experiment
    fewer = replace(every, data=replace(every.data, left_out_test=(19,), relabelled_test=((34, 1),)))
    app = visit(page="compare")
    chosen = [lab.submit(experiment, app.session_state["owner"]) for experiment in (every, fewer)]
    app.session_state["compared"] = chosen[:1]
    app.run()
    assert not app.warning
    assert "tested_with" not in figures(app)[0]
    app.session_state["compared"] = chosen
    app.run()
    assert not app.exception
    assert "not comparable, since they are tested with different images or labels" in app.warning[0].value
    table = figures(app)[0]
    assert list(table["tested_with"]) == ["all test images", "all test images but 19, with another label of 34"]
    assert not any("left out" in column or "label" in column for column in table.columns)


def button(app: AppTest, label: str):
    return next(each for each in app.button if each.label.startswith(label))


def figures(app: AppTest) -> list:
    """The tables of figures below the table of runs."""
    return [each.value for each in app.dataframe if "parameters" in each.value]
