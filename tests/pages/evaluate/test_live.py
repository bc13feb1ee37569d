"""The run that trains, on the Evaluate page: its matrix after each epoch."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.load import load_local
from cnn_core.engine import Laboratory
from cnn_core.engine.worker.side_tasks import Examined
from cnn_core.metrics.evaluation import evaluate
from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED, PRETRAINED_PATH, RunFolder
from cnn_core.training.events import event
from pages.widgets.evaluate import live as page
from tests.engine.fake_engine import FakeEngines, epoch, started
from tests.pages.epochs_run import ADA, weights_come
from tests.pages.run_menu import run_menu

Visit = Callable[..., AppTest]


def test_the_matrix_of_a_run_follows_its_epochs_and_goes_with_its_end(
    visit: Visit, lab: Laboratory, engines: FakeEngines
) -> None:
    """The fake network finds all classes equally likely, so it says 0 to everything."""
    client, zeros = engines.nth_client(1), np.mean(load_local("mnist-mini").y_test == 0)
    client.side_tasks["judge"] = lambda truth, said, loss, names, *scale: Examined(evaluate(truth, said, names), 2.25, 0.1)
    client.checkpoints = dict.fromkeys((1, 2), (RunFolder(PRETRAINED_PATH).weights(), {}))
    app = visit(ADA, "evaluate")
    experiment = PRESETS["small-cnn"].experiment
    run = lab.submit(replace(experiment, training=replace(experiment.training, epochs=2)), ADA)
    app.session_state["session"].show_run(run)
    app.run()
    assert any("waits for its turn.** Its matrix comes" in each.value for each in app.markdown)
    assert not any("in the sidebar" in each.value for each in app.info), "one box says it"
    job = client.nth_job(1)
    job.send(started())
    assert lab.wait(run, lambda state: state.status == "running", 10).status == "running"
    app.run()
    assert any(re.search(r"small-cnn of \d\d:\d\d trains\.\*\* Its matrix comes", each.value) for each in app.markdown)
    assert [each.value for each in app.metric[:2]] == ["–", "–"], "figures and matrix have their places before they are there"
    cells = json.loads(app.get("plotly_chart")[0].proto.spec)["data"][0]["text"]
    assert len(cells) == 10
    assert not any(any(row) for row in cells), "an empty matrix"
    job.send(event("paused"))
    assert lab.wait(run, lambda state: state.status == "paused", 10).status == "paused"
    app.run()
    assert any("is paused.** Its matrix comes" in each.value for each in app.markdown)
    job.send(event("resumed"))
    for number in (1, 2):
        job.send(epoch(number))
        job.checkpoint(number)
        assert weights_come(lab, run, number)
        app.run()
        assert app.session_state["live test"][2].wait(10)
        app.run()
        assert not app.exception
        assert not app.error
        assert any(f"the test images after epoch {number}" in each.value for each in app.markdown)
        assert app.metric[0].value == f"{zeros:.2%}"
    before = run_menu(app).value
    job.send(event("evaluated", test_loss=0.1, test_accuracy=0.875))
    job.end()
    lab.wait(run, timeout=10)
    app.run()
    assert not any("trains" in each.value for each in app.markdown)
    assert any("is done: 87.50%" in each.value for each in app.markdown)
    assert run_menu(app).value == before, "who reads another run is not taken from it"
    app.button("show what is done").click().run()
    assert run_menu(app).value == run
    assert not any("is done: " in each.value for each in app.markdown)


def ended_below(visit: Visit, lab: Laboratory, engines: FakeEngines) -> tuple[AppTest, str]:
    """Evaluate, opened while a run trained that has ended since, and that run."""
    app = visit(ADA, "evaluate")
    run = lab.submit(PRESETS["small-cnn"].experiment, ADA)
    app.session_state["session"].show_run(run)
    app.run()
    assert run_menu(app).value == PRETRAINED
    engines.nth_client(1).nth_job(1).end()
    lab.wait(run, timeout=10)
    assert run_menu(app.run()).value == PRETRAINED
    return app, run


def test_the_button_that_shows_what_is_done_draws_the_whole_page_anew(
    visit: Visit, lab: Laboratory, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It drew its card alone, and the run below stayed until something else was used. AppTest always draws the whole page."""
    asked: list[str] = []
    rerun = page.st.rerun
    app, run = ended_below(visit, lab, engines)
    monkeypatch.setattr(page.st, "rerun", lambda *scope: asked.append(run) or rerun(*scope))
    app.button("show what is done").click().run()
    assert asked == [run]
    assert run_menu(app).value == run


def test_the_menu_leads_to_the_run_that_is_done_too(visit: Visit, lab: Laboratory, engines: FakeEngines) -> None:
    app, run = ended_below(visit, lab, engines)
    run_menu(app).select(run).run()
    assert run_menu(app).value == run
    assert not any("is done: " in each.value for each in app.markdown)


def test_who_comes_back_finds_the_run_that_is_done(visit: Visit, lab: Laboratory, engines: FakeEngines) -> None:
    app, run = ended_below(visit, lab, engines)
    app.switch_page("pages/build.py").run()
    app.switch_page("pages/evaluate.py").run()
    assert run_menu(app).value == run


def test_a_run_that_ended_without_weights_says_so_and_offers_nothing(visit: Visit, lab: Laboratory, engines: FakeEngines) -> None:
    app = visit(ADA, "evaluate")
    run = lab.submit(PRESETS["small-cnn"].experiment, ADA)
    app.session_state["session"].show_run(run)
    app.run()
    engines.nth_client(1).nth_job(1).end(RuntimeError("no memory"))
    lab.wait(run, timeout=10)
    app.run()
    assert any("ended before it had weights to test" in each.value for each in app.markdown)
    assert run_menu(app).value == PRETRAINED
