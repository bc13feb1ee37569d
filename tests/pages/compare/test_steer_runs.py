"""Chosen runs on Compare that train or wait: they are stopped, and one is followed on Train."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.training.events import event
from tests.engine.fake_engine import FakeEngines, batches, started

BASE = PRESETS["small-cnn"].experiment


def three(visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines) -> tuple[AppTest, list[str]]:
    """Compare with three chosen runs: one that trains, and two that wait."""
    app = visit(page="compare")
    runs = [lab.submit(BASE, app.session_state["owner"]) for _ in range(3)]
    job = engines.nth_client(1).nth_job(1)
    job.send(started(), batches(1, 2.0, 1.0))
    lab.wait(runs[0], lambda state: state.status == "running", timeout=10)
    app.session_state["compared"] = runs
    return app.run(), runs


def card(app: AppTest) -> str:
    return " ".join(each.value for each in [*app.sidebar.markdown, *app.sidebar.caption])


def test_runs_that_wait_are_taken_out_of_the_queue_and_one_that_trains_is_stopped(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app, runs = three(visit, lab, engines)
    assert app.button(key="stop chosen runs").label == "Stop 3 runs"
    app.button(key="stop chosen runs").click().run()
    assert not app.exception
    assert any("1 training stopped, 2 runs taken out of the queue" in each.value for each in app.markdown)
    for run in runs[1:]:
        assert lab.wait(run, timeout=10).status == "stopped"
    assert engines.nth_client(1).signals == [(runs[0], "stop", True)]


def test_a_run_of_the_queue_is_followed_on_train(visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines) -> None:
    app, runs = three(visit, lab, engines)
    app.session_state["compared"] = runs[1:]
    app.run().button(key="watch on train").click().run()
    assert not app.exception
    assert app.session_state["session"].run == runs[1]
    assert any("Number 1 in the queue" in each.value for each in app.main.markdown)
    assert "1 other trains, 1 waits" in card(app)


def test_the_sidebar_says_what_trains_and_waits_beside_the_run_that_is_shown(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app, _ = three(visit, lab, engines)
    assert "1 other trains, 1 waits: stop or watch them on Compare" in card(app)
    assert "other" not in card(visit("ben-" + "x" * 24))


def test_a_paused_run_is_not_said_to_train(visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines) -> None:
    """As long as it was paused, every page said "1 other trains"."""
    app, (paused, *waiting) = three(visit, lab, engines)
    engines.nth_client(1).nth_job(1).send(event("paused"))
    lab.wait(paused, lambda state: state.status == "paused", timeout=10)
    assert "1 other is paused, 1 waits: stop or watch them on Compare" in card(app.run())
    for run in waiting:
        lab.stop(run)
        lab.wait(run, timeout=10)
    said = card(app.run())
    assert "aused" in said
    assert "trains" not in said


def test_what_has_ended_has_no_such_buttons(visit: Callable[..., AppTest]) -> None:
    assert not {"stop chosen runs", "watch on train"} & {each.key for each in visit(page="compare").button}
