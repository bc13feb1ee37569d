"""All that one screen says of a run that trains is of one moment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest, local_script_runner

from cnn_core.engine import Laboratory
from cnn_core.runs import PRETRAINED_PATH, RunFolder
from cnn_core.training.state import RunState
from tests.engine.fake_engine import FakeEngines, epoch, started
from tests.pages.epochs_run import weights_come

Visit = Callable[..., AppTest]


@pytest.fixture
def training(visit: Visit, lab: Laboratory, engines: FakeEngines) -> AppTest:
    """The Train page of a run that has weights of its first epoch."""
    client = engines.nth_client(1)
    client.checkpoints[1] = RunFolder(PRETRAINED_PATH).weights(), {}
    app = visit()
    app.button(key="sidebar-train").click().run()
    job = client.nth_job(1)
    job.send(started(), epoch(1))
    job.checkpoint(1)
    assert weights_come(lab, job.run, 1)
    return app.run()


def test_the_sidebar_and_the_page_name_the_same_epoch(
    training: AppTest, lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a run whose epochs are shorter than the time from one look to the next."""
    look, numbers = lab.state, count(2)

    def later(run: str, batches: bool = True) -> RunState:
        state = look(run, batches)
        return state if state.ended else replace(state, epochs=10_000, epoch=next(numbers))

    monkeypatch.setattr(lab, "state", later)
    for _ in range(2):
        training.run()
        assert not training.error
        lines = [each.value for each in [*training.markdown, *training.metric]]
        named = {int(found[1]) for line in lines if (found := re.search(r"(\d+) of 10000", line))}
        assert len(named) == 1
    assert next(numbers) == 4, "one look for each time that the page is drawn"


def test_a_callback_sees_a_run_as_it_is(lab: Laboratory) -> None:
    def page() -> None:
        import streamlit as st

        from pages.widgets.state.run_state import run_state

        told = st.session_state.setdefault("told", [])
        st.button("Look", on_click=lambda: told.append(run_state("pretrained")))
        told += [run_state("pretrained"), run_state("pretrained")]

    looks = count(1)
    lab.state = lambda run: next(looks)  # type: ignore[assignment]
    app = AppTest.from_function(page).run()
    app.button[0].click().run()
    assert app.session_state["told"] == [1, 1, 2, 3, 3]


@pytest.mark.parametrize("page", ["train", "build", "evaluate", "draw", "explain", "compare"])
def test_what_follows_a_training_on_a_page_is_drawn_together(
    training: AppTest, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    """Parts with another interval than the sidebar's would be drawn between its runs, from another look at the run."""
    sent: list[Any] = []
    parsed = local_script_runner.parse_tree_from_messages

    def parse(messages: Iterable[ForwardMsg]) -> Any:
        kept = list(messages)
        sent[:] = [each.auto_rerun for each in kept if each.WhichOneof("type") == "auto_rerun"]
        return parsed(kept)

    monkeypatch.setattr(local_script_runner, "parse_tree_from_messages", parse)
    training.switch_page(f"pages/{page}.py").run()
    assert not training.error
    assert len(sent) > 2
    assert {each.interval for each in sent} == {0.5 if page == "train" else 1.0}
