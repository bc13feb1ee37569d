"""On a telephone, where the sidebar with the small pad is a drawer, every page leads to the large one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from tests.engine.fake_engine import FakeEngines, batches, started
from tests.pages.train.shown_run import PERSON


@pytest.mark.parametrize("page", ["data", "build", "train", "evaluate", "draw", "explain", "compare", "learn"])
def test_every_page_but_that_of_the_pad_leads_there(visit: Callable[..., AppTest], page: str) -> None:
    links = [each.proto.page for each in visit(page=page).get("page_link") if each.proto.label == "Draw"]
    assert links == ([] if page == "draw" else ["draw"])


@pytest.mark.parametrize("page", ["data", "build", "train", "draw", "learn"])
def test_every_page_but_that_of_the_training_says_how_far_it_is(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines, page: str
) -> None:
    """Where the sidebar is a drawer, nothing on them said that a training was on."""
    visit(PERSON, "train").button(key="sidebar-train").click().run()
    job = engines.nth_client(1).nth_job(1)
    job.send(started(steps_per_epoch=20), batches(1, 2.0))
    lab.wait(job.run, lambda state: state.status == "running", 10)
    links = [each.proto for each in visit(PERSON, page).get("page_link")]
    said = [each.label for each in links if each.page == "train" and each.label.startswith("Epoch 1 of")]
    assert len(said) == (page != "train")
