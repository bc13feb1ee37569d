"""Runs beside the one that is shown: two have a line, and the others a link to where all are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from tests.engine.fake_engine import FakeEngines


def test_what_is_said_of_more_runs_leads_to_them(visit: Callable[..., AppTest], engines: FakeEngines) -> None:
    app = visit(page="train")
    mine = app.session_state["session"]
    for filters in (4, 5, 6, 7):
        mine.put(mine.desk.edit(replace(mine.experiment, architecture=mine.experiment.architecture.edit(0, filters=filters))))
        app.run().button(key="sidebar-train").click().run()
    (link,) = (each.proto for each in app.get("page_link") if "more run" in each.proto.label)
    assert (link.label, link.page) == ("1 more run of yours: see Compare", "compare")
    assert not app.exception
