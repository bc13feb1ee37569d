"""In a pause a training takes one step more: its buttons stay through the step, and go when it goes on."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.training.events import event
from tests.engine.fake_engine import FakeEngines, batches, started
from tests.pages.train.shown_run import PERSON


def test_in_a_pause_one_batch_or_one_epoch_can_be_taken(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app = visit(PERSON, "train")
    app.button(key="sidebar-train").click().run()
    client = engines.nth_client(1)
    job = client.nth_job(1)
    job.send(started(steps_per_epoch=20), batches(1, 2.0), event("paused"))
    lab.wait(job.run, lambda state: state.status == "paused", 10)
    app.run()
    assert not any(each.disabled for each in app.button if each.label in ("One batch", "One epoch"))
    for label, signal in (("One batch", "batch"), ("One epoch", "epoch")):
        next(each for each in app.button if each.label == label).click().run()
        assert client.signals[-1] == (job.run, signal, True)
    job.send(event("resumed"))
    lab.wait(job.run, lambda state: state.status == "running", 10)
    app.run()
    assert any(
        each.label == "One epoch" and not each.disabled for each in app.button
    )  # it was pressed: without it the keyboard would be at the top of the page
    job.send(event("paused"))
    lab.wait(job.run, lambda state: state.status == "paused", 10)
    app.run().button(key="pause").click().run()
    job.send(event("resumed"))
    lab.wait(job.run, lambda state: state.status == "running", 10)
    app.run()
    assert all(each.disabled for each in app.button if each.label in ("One batch", "One epoch"))


def test_after_a_step_a_run_that_goes_on_in_another_tab_has_no_buttons_of_steps(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    """They stayed where the step was taken, and did nothing."""
    app = visit(PERSON, "train")
    app.button(key="sidebar-train").click().run()
    job = engines.nth_client(1).nth_job(1)
    job.send(started(steps_per_epoch=20), batches(1, 2.0), event("paused"))
    lab.wait(job.run, lambda state: state.status == "paused", 10)
    app.run().button(key="step batch").click().run()
    visit(PERSON, "train").button(key="pause").click().run()
    job.send(event("resumed"))
    lab.wait(job.run, lambda state: state.status == "running", 10)
    app.run()
    assert all(each.disabled for each in app.button if each.label in ("One batch", "One epoch"))


def test_a_pause_has_the_buttons_that_the_training_had_so_that_nothing_below_them_moves(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    """Two came in, those of the rate wrapped to a second row, and the curves went down."""
    app = visit(PERSON, "train")
    app.button(key="sidebar-train").click().run()
    job = engines.nth_client(1).nth_job(1)
    seen = []
    for news, status in (((started(steps_per_epoch=20), batches(1, 2.0)), "running"), ((event("paused"),), "paused")):
        job.send(*news)
        lab.wait(job.run, lambda state, status=status: state.status == status, 10)
        seen.append([each.key for each in app.run().button])
    assert seen[0] == seen[1]
    assert "step batch" in seen[0]
