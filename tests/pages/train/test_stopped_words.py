"""What the button that stopped a run says of its weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from tests.engine.fake_engine import FakeEngines, started
from tests.pages.train.shown_run import PERSON


def test_a_run_that_was_stopped_before_it_began_is_not_said_to_have_weights(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app = visit(PERSON, "train")
    app.button(key="sidebar-train").click().run()
    mine = app.session_state["session"]
    first = mine.run
    engines.nth_client(1).nth_job(1).send(started(steps_per_epoch=20))
    lab.wait(first, lambda state: state.status == "running", 10)
    mine.put(mine.desk.edit(replace(mine.experiment, architecture=mine.experiment.architecture.edit(0, filters=9))))
    app.run().button(key="train").click().run()
    (waiting,) = (run for run in lab.active(mine.owner) if run != first)
    mine.show_run(waiting)
    app.run().button(key="stop").click().run()
    lab.wait(waiting, lambda state: state.ended, 10)
    assert app.run().button(key="stop").help == "This run was stopped before it began: it has no weights."
