"""The card before a training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest


def test_from_a_network_that_does_not_work_a_link_leads_to_build(visit: Callable[..., AppTest]) -> None:
    app = visit(page="train")
    mine = app.session_state["session"]
    mine.put(mine.desk.edit(replace(mine.experiment, architecture=mine.experiment.architecture.edit(0, strides=(4, 4)))))
    app.run()
    (link,) = (each.proto for each in app.get("page_link") if "does not work yet" in each.proto.label)
    assert not link.external
    assert "Build" in link.label
