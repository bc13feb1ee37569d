"""Figures of an epoch on the Evaluate page: made in the background, kept, and never by a download."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.load import load_local
from cnn_core.engine import Laboratory
from cnn_core.engine.worker.side_tasks import Examined
from cnn_core.metrics.evaluation import evaluate
from cnn_core.runs import PRETRAINED_PATH, RunFolder
from tests.engine.fake_engine import FakeEngines
from tests.pages.epochs_run import ADA, epochs_run
from tests.pages.timers import Timers

Visit = Callable[..., AppTest]


def predicts_when_set(engines: FakeEngines) -> threading.Event:
    """An event without which no prediction comes; each test that one belongs to is judged with a loss of 2.3."""
    client, predict, going_on = engines.nth_client(1), engines.nth_client(1).predict, threading.Event()

    def slowly(*arguments: Any) -> np.ndarray:
        assert going_on.wait(30)
        answer: np.ndarray = predict(*arguments)
        return answer

    client.predict = slowly
    client.side_tasks["judge"] = lambda truth, probabilities, *rest: Examined(evaluate(truth, probabilities, rest[1]), 2.3, 0.1)
    return going_on


def test_evaluate_shows_the_test_of_the_epoch_that_is_chosen_and_keeps_it(
    visit: Visit, lab: Laboratory, engines: FakeEngines
) -> None:
    """The fake network finds all classes equally likely, so it says 0 to everything."""
    folder, labels = epochs_run(lab), load_local("mnist-mini").y_test
    folder.save_evaluation(RunFolder(PRETRAINED_PATH).evaluation())
    judged: list[int] = []

    def judge(truth: np.ndarray, probabilities: np.ndarray, loss: str, names: tuple[str, ...], *scale: Any) -> Examined:
        judged.append(len(truth))
        return Examined(evaluate(truth, probabilities, names), 2.3026, float(np.mean(truth == 0)))

    engines.nth_client(1).side_tasks["judge"] = judge
    app = visit(ADA, "evaluate")
    app.selectbox(key="run choice").select("epochs").run()
    assert (app.metric[0].value, app.metric[1].value) == ("98.40%", "0.5000")
    assert "The test part was used only at the end." in [each.value for each in app.caption]
    for _ in range(2):
        app.select_slider[0].set_value(1).run()
        assert app.session_state["test of an epoch"][1].wait(10)
        app.run()
        assert not app.exception
        assert not app.error
        assert (app.metric[0].value, app.metric[1].value) == (f"{np.mean(labels == 0):.2%}", "2.3026")
        app.session_state["epoch shown"] = "epochs", None
        app.run()
        assert app.metric[0].value == "98.40%"
    assert judged == [len(labels)], "the second time it is read from beside the weights"
    assert folder.epoch_evaluation(1) is not None
    assert folder.tested_epochs() == [1]
    said = " ".join(each.value for each in app.caption)
    assert (
        "It has not learned from the test images. Their figures after each epoch are there to watch: choose no epoch by them"
        in said
    )
    assert "only at the end" not in said


def test_a_test_of_an_epoch_that_takes_long_shows_its_progress_and_leaves_the_page_alive(
    visit: Visit, lab: Laboratory, engines: FakeEngines
) -> None:
    folder, going_on = epochs_run(lab), predicts_when_set(engines)
    folder.save_evaluation(RunFolder(PRETRAINED_PATH).evaluation())
    app = visit(ADA, "evaluate")
    app.selectbox(key="run choice").select("epochs").run()
    app.select_slider[0].set_value(1).run()
    assert not app.error
    assert not app.metric
    assert any("Figures, matrix and mistakes of this epoch follow" in each.value for each in app.caption)
    app.button(key="leave epoch test").click().run()
    assert app.metric[0].value == "98.40%", "the final weights, at once"
    app.select_slider[0].set_value(1).run()
    assert not app.metric
    going_on.set()
    assert app.session_state["test of an epoch"][1].wait(10)
    app.run()
    assert app.metric[1].value == "2.3000"


def test_while_the_epochs_play_the_slider_waits_for_the_figures_of_the_next_one(
    visit: Visit, lab: Laboratory, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stood at 1 above the accuracy of epoch 0 until that of epoch 1 was there."""
    folder, timers, going_on = epochs_run(lab), Timers(monkeypatch), predicts_when_set(engines)
    folder.save_evaluation(RunFolder(PRETRAINED_PATH).evaluation())
    going_on.set()
    monkeypatch.setattr("pages.widgets.runs.choose_epoch.PLAY_EVERY", 0.01)
    app = visit(ADA, "evaluate")
    app.selectbox(key="run choice").select("epochs").run()
    app.select_slider[0].set_value(0).run()
    assert app.session_state["test of an epoch"][1].wait(10)

    going_on.clear()
    app.run().button(key="play epochs").click().run()
    for _ in range(3):
        timers.tick(app, "_time_machine")
        assert app.session_state["epoch shown"] == ("epochs", 0)
    going_on.set()
    assert app.session_state["test of an epoch"][1].wait(10)
    timers.tick(app, "_time_machine")
    assert app.select_slider[0].value == 1
    assert app.metric[1].value == "2.3000"


def test_a_play_begins_once_its_first_epoch_is_tested_and_what_was_there_is_seen_until_then(
    visit: Visit, lab: Laboratory, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The matrix was away for a second, with the progress of a test in its place."""
    folder, timers, going_on = epochs_run(lab), Timers(monkeypatch), predicts_when_set(engines)
    folder.save_evaluation(RunFolder(PRETRAINED_PATH).evaluation())
    monkeypatch.setattr("pages.widgets.runs.choose_epoch.PLAY_EVERY", 0.01)
    app = visit(ADA, "evaluate")
    app.selectbox(key="run choice").select("epochs").run()
    app.button(key="play epochs").click().run()
    timers.tick(app, "_time_machine")
    app.run()
    assert app.button(key="play epochs").label == "Pause"
    assert app.metric[0].value == "98.40%"
    going_on.set()
    assert app.session_state["test of an epoch"][1].wait(10)
    timers.tick(app, "_time_machine")
    assert app.select_slider[0].value == 0
    assert app.metric[1].value == "2.3000"


def test_an_epoch_is_not_tested_on_images_that_would_have_to_be_downloaded(
    visit: Visit, lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    epochs_run(lab).save_evaluation(RunFolder(PRETRAINED_PATH).evaluation())
    app = visit(ADA, "evaluate")
    app.selectbox(key="run choice").select("epochs").run()
    monkeypatch.setattr("pages.widgets.evaluate.epoch_tested.find", lambda name: None)
    app.select_slider[0].set_value(1).run()
    assert any("are not on this machine" in each.value for each in app.info)
    assert not app.metric
    assert not app.error
