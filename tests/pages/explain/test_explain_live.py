"""The run that trains, on the Explain page: its newest epoch, and then the next one, without a click."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.errors import RunError
from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED, PRETRAINED_PATH, RunFolder
from cnn_core.training.events import event
from pages.widgets.explain import inside
from pages.widgets.runs import choose_epoch
from pages.widgets.state import run_state
from pages.widgets.state.epoch import epoch_number
from pages.widgets.state.view import Look, View
from tests.engine.fake_engine import FakeEngines, done, epoch, outcome, started
from tests.pages.epochs_run import ADA, epochs_run, weights_come
from tests.pages.run_menu import run_menu
from tests.pages.timers import Timers

Visit = Callable[..., AppTest]


@pytest.fixture
def timers(monkeypatch: pytest.MonkeyPatch) -> Timers:
    return Timers(monkeypatch)


def test_each_epoch_of_a_run_that_trains_is_looked_into_by_itself(
    visit: Visit, lab: Laboratory, engines: FakeEngines, timers: Timers
) -> None:
    learned = RunFolder(PRETRAINED_PATH).weights()
    weights = {number: {name: array * number for name, array in learned.items()} for number in (1, 2, 3)}
    client = engines.nth_client(1)
    client.checkpoints = {number: (each, {}) for number, each in weights.items()}
    app = visit(ADA, "explain")
    experiment = PRESETS["small-cnn"].experiment
    run = lab.submit(replace(experiment, training=replace(experiment.training, epochs=3)), ADA)
    app.session_state["session"].show_run(run)
    app.run()
    assert app.info[0].value.replace("\\", "").startswith("**small-cnn**, your last run, has no complete epoch yet")
    job = client.nth_job(1)
    job.send(started())
    ends = []
    for number in (1, 2, 3):
        job.send(epoch(number))
        job.checkpoint(number)
        assert weights_come(lab, run, number)
        timers.tick(app, "_until_there" if number == 1 else "_inside")
        assert not app.exception
        assert not app.error
        look = list(app.session_state["looks"].values())[-1]
        assert np.array_equal(look.inspection.weights["0.kernel"], weights[number]["0.kernel"])
        ends.append(app.select_slider[0].options[-1] if app.select_slider else "")
        assert bool(ends[-1]) != any("each epoch appears here" in each.value for each in app.caption)
    assert ends == ["", "2, the newest", "3, the newest"]
    assert "Mistakes" not in next(each for each in app.segmented_control if each.label == "Image").options
    job.end(replace(done(job._sent), outcome=replace(outcome(epochs=3), weights=weights[3])))
    lab.wait(run, timeout=10)
    timers.tick(app, "_inside")
    assert not app.exception
    assert not app.error
    assert run_menu(app).value == run, "the whole page is drawn anew"
    assert app.select_slider[0].options[-1] == "3, the end"
    assert "_inside" not in timers.on(app)


def test_all_that_is_shown_at_once_is_of_one_epoch_though_another_ends_meanwhile(
    visit: Visit, lab: Laboratory, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned = RunFolder(PRETRAINED_PATH).weights()
    client = engines.nth_client(1)
    client.checkpoints = {number: ({name: array * number for name, array in learned.items()}, {}) for number in (1, 2)}
    run = lab.submit(PRESETS["small-cnn"].experiment, ADA)
    job = client.nth_job(1)
    job.send(started(), epoch(1))
    job.checkpoint(1)
    assert weights_come(lab, run, 1)
    shipped, views, kernels = inside.look, [], []

    def look(view: View) -> Look:
        if views == [1]:
            job.send(epoch(2))
            job.checkpoint(2)
            assert weights_come(lab, run, 2)
        views.append(view.epoch)
        found = shipped(view)
        kernels.append(found.inspection.weights["0.kernel"])
        return found

    monkeypatch.setattr(inside, "look", look)
    app = visit(ADA, "explain")
    app.session_state["session"].show_run(run)
    views.clear()
    kernels.clear()
    app.run()
    assert not app.exception
    assert views == [1, 1]
    assert all(np.array_equal(each, learned["0.kernel"]) for each in kernels)


@pytest.mark.parametrize(
    ("page", "before", "after", "timer"),
    [
        ("explain", "has no complete epoch yet", "ended before its first epoch was complete", "_until_there"),
        ("evaluate", "What is below is of another run", "ended before it had weights to test", "_live"),
    ],
)
def test_of_a_run_that_fails_before_its_first_epoch_the_page_says_so_and_waits_no_more(
    visit: Visit, lab: Laboratory, engines: FakeEngines, timers: Timers, page: str, before: str, after: str, timer: str
) -> None:
    app = visit(ADA, page)
    run = lab.submit(PRESETS["small-cnn"].experiment, ADA)
    app.session_state["session"].show_run(run)
    app.run()
    assert any(before in each.value for each in [*app.info, *app.markdown, *app.caption])
    job = engines.nth_client(1).nth_job(1)
    job.end(RunError("The loss is not a number."))
    assert lab.wait(run, timeout=10).status == "failed"
    timers.tick(app, timer)
    assert not app.exception
    assert any(after in each.value for each in [*app.info, *app.markdown])
    assert run_menu(app).value == PRETRAINED
    assert not {"_until_there", "_live"} & {*timers.on(app)}


def test_the_newest_epoch_is_the_last_one_with_weights_though_figures_of_another_are_there(
    lab: Laboratory, engines: FakeEngines
) -> None:
    run = lab.submit(PRESETS["small-cnn"].experiment, ADA)
    job = engines.nth_client(1).nth_job(1)
    job.send(started(), epoch(1))
    job.checkpoint(1)
    assert weights_come(lab, run, 1)
    job.send(epoch(2))
    assert len(lab.wait(run, lambda state: len(state.history) == 2, 10).history) == 2
    assert epoch_number(lab.folder(run), None) == 1


@pytest.mark.parametrize(
    ("status", "reason", "last"),
    [("stopped", "stopped", "stopped in epoch 3, 2 whole epochs"), ("finished", "early", "2, the end")],
)
def test_the_last_place_of_the_slider_tells_of_a_run_that_was_stopped_within_an_epoch(
    lab: Laboratory, monkeypatch: pytest.MonkeyPatch, status: str, reason: str, last: str
) -> None:
    folder = epochs_run(lab)
    state = replace(lab.state(folder.id), status=status, reason=reason, epoch=3, history=(None, None))
    monkeypatch.setattr(lab, "state", lambda run: state)
    monkeypatch.setattr(run_state, "laboratory", lambda: lab)
    assert [choose_epoch._label(folder, each) for each in (0, 2, None)] == ["0, before training", "2", last]


def test_the_last_place_of_a_run_that_was_stopped_early_names_the_epoch_whose_weights_it_kept(
    lab: Laboratory, visit: Visit
) -> None:
    """It was called epoch 7, the end, where Train said that the weights of epoch 6 are kept."""
    folder = epochs_run(lab)
    folder.append([epoch(1), epoch(2), epoch(3), event("restored", epoch=2)])
    app = visit(ADA, "draw")
    app.session_state["session"].show_run(folder.id)
    app.run()
    assert app.select_slider[0].options[-1] == "the end: 2, kept"
    assert any("final weights, which are those of epoch 2: early stopping kept them." in each.value for each in app.caption)
