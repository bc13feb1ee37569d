"""The run that trains, on the Evaluate page: its matrix after each epoch."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from streamlit.testing.v1 import AppTest

from cnn_core.data.load import load_local
from cnn_core.engine import Laboratory
from cnn_core.engine.worker.side_tasks import Examined
from cnn_core.metrics.evaluation import evaluate
from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED_PATH, RunFolder
from cnn_core.training.events import event
from tests.engine.fake_engine import FakeEngines, epoch, started
from tests.pages.epochs_run import ADA, weights_come

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
    job.end()
    lab.wait(run, timeout=10)
    app.run()
    assert not any("trains" in each.value for each in app.markdown)
