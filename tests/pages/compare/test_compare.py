"""The Compare page: several networks as one experiment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.training.events import event
from pages.widgets.compare.variations import COURSE
from tests.engine.fake_engine import FakeEngines, epoch, started


def test_the_page_opens_with_the_network_that_came_with_the_app(visit: Callable[..., AppTest]) -> None:
    app = visit(page="compare")
    assert not app.exception
    table = app.dataframe[0].value
    assert list(table["parameters"]) == [121_930]
    assert list(table["status"]) == ["finished"]


def test_the_variations_are_queued_together_and_stand_in_the_table(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = visit(page="compare")
    button(app, "Choose the variations").click().run()
    app.radio(key="variations how").set_value("all with the data and settings of the desk").run()
    button(app, "Queue 6 trainings").click().run()
    assert not app.exception
    assert not app.error
    table = app.dataframe[0].value
    assert list(table["name"]) == list(COURSE)
    assert set(table["dataset"]) == {"mnist-mini"}
    submitted = [lab.folder(run).meta.experiment for run in app.session_state["compared"]]
    assert [each.architecture.name for each in submitted] == list(COURSE)
    assert {each.training for each in submitted} == {PRESETS["small-cnn"].experiment.training}


def test_networks_whose_data_are_not_here_are_refused_in_words_and_the_others_are_queued(
    visit: Callable[..., AppTest], monkeypatch
) -> None:
    monkeypatch.delenv("CNN_LAB_DATA", raising=False)
    monkeypatch.setattr("pages.widgets.state.start_run.find", lambda name: None if name == "mnist" else name)
    app = visit(page="compare")
    app.multiselect(key="variations").set_value(["mlp", "notebook-4"]).run()
    button(app, "Queue 2").click().run()
    assert "not on this machine yet" in app.error[0].value
    assert list(app.dataframe[0].value["name"]) == ["mlp"]


def finish(lab: Laboratory, engines: FakeEngines, number: int) -> str:
    """Lets the nth job train one epoch, pass its test and end."""
    job = engines.nth_client(1).nth_job(number)
    job.send(started(epochs=1), epoch(1), event("evaluated", test_loss=0.1, test_accuracy=0.9))
    job.end()
    assert lab.wait(job.run, timeout=10).test_accuracy == 0.9
    return str(job.run)


def test_a_run_whose_label_changes_when_its_test_is_in_stays_chosen(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    """A browser sends the labels that it was given last, so for a moment it sends one that is no longer offered."""
    app = visit(page="compare")
    app.multiselect(key="variations").set_value(["small-cnn", "lenet-5", "mlp"]).run()
    button(app, "Queue 3 trainings").click().run()
    queued = list(app.session_state["compared"])
    sent_by_the_browser = app._tree.get_widget_states()
    assert finish(lab, engines, 1) == queued[0]
    app.run()
    app._run(sent_by_the_browser)
    assert app.session_state["compared"] == queued
    assert app.multiselect(key="compared runs").value == queued
    assert len(app.dataframe[0].value) == 3


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
    assert [list(each.value["name"]) for each in app.dataframe] == [["mlp (1)", "mlp (3)"], ["mlp (2)"]]
    assert [each.value for each in app.subheader] == ["mnist\\-mini, 10 classes: 2 runs", "mnist\\-mini, 3 or not: 1 run"]
    assert "different questions" in app.info[0].value


def button(app: AppTest, label: str):
    return next(each for each in app.button if each.label.startswith(label))
