"""What trains and waits stands on Compare at once, with its buttons."""

from __future__ import annotations

import re
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from tests.engine.fake_engine import FakeEngines, batches, started
from tests.pages.compare.conftest import BASE


def four(visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines) -> tuple[AppTest, list[str]]:
    """Compare while one run trains and three wait, none of them chosen."""
    app = visit(page="compare")
    runs = [lab.submit(BASE, app.session_state["owner"]) for _ in range(4)]
    engines.nth_client(1).nth_job(1).send(started(), batches(1, 2.0, 1.0))
    lab.wait(runs[0], lambda state: state.epoch == 1, timeout=10)
    return app.run(), runs


def lines(app: AppTest) -> list[str]:
    return [each.value for each in app.main.markdown if re.search(r"small-cnn of \d\d:\d\d", each.value)]


def test_it_is_stopped_and_watched_without_a_tick_in_the_table(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    """ "Stop or watch them on Compare", and there was nothing to stop until one ticked the row that trains."""
    app, runs = four(visit, lab, engines)
    assert not set(runs) & set(app.session_state["compared"])
    said = lines(app)
    assert [re.sub(r".*: ", "", each) for each in said] == ["epoch 1 of 2", "number 1 in the queue", "number 2 in the queue"]
    assert any(each.value.startswith("1 more run on") for each in app.caption)
    app.button(key=f"stop {runs[1]}").click().run()
    assert not app.exception
    assert lab.wait(runs[1], timeout=10).status == "stopped"
    assert len(lines(app.run())) == 3
    app.button(key=f"watch {runs[0]}").click().run()
    assert app.session_state["session"].run == runs[0]
    assert any("Epoch 1 of 2" in each.value for each in app.main.markdown)


def test_all_are_stopped_at_once(visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines) -> None:
    app, runs = four(visit, lab, engines)
    app.button(key="stop all").click().run()
    assert not app.exception
    assert all(lab.wait(run, timeout=10).status == "stopped" for run in runs[1:])
    assert engines.nth_client(1).signals == [(runs[0], "stop", True)]


def test_where_nothing_is_on_there_is_no_line(visit: Callable[..., AppTest]) -> None:
    assert not lines(visit(page="compare"))
