"""The timers of a page share runs of the script, and none of its parts waits longer for that."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest

from pages.widgets.shell import clocks, streamlit_patches
from pages.widgets.shell.clocks import Clocks
from pages.widgets.shell.streamlit_patches import SHIPPED, patch_streamlit


def runs_of(timers: dict[str, tuple[float, float]], seconds: float) -> list[tuple[float, list[str]]]:
    """The runs of fragments (name -> first message, interval) whose browser sends a message at every tick: when, and of what."""
    kept, runs = Clocks(), []
    for name, (_, every) in timers.items():
        kept.note(name, every, 0.0)
    ticks = sorted((first + k * every, name) for name, (first, every) in timers.items() for k in range(round(seconds / every)))
    for now, name in ticks:
        if kept.is_due(name, now):
            names = [name, *(each for each in kept.due([name], now) if each != name)]
            for each in names:
                kept.note(each, timers[each][1], now)
            runs.append((now, names))
    return runs


def longest_wait(runs: list[tuple[float, list[str]]], name: str) -> float:
    moments = [0.0, *(now for now, names in runs if name in names)]
    return max(later - earlier for earlier, later in pairwise(moments))


@pytest.mark.parametrize("phase", [0.0, 0.03, 0.12, 0.2, 0.3, 0.4, 0.49])
def test_two_timers_of_one_interval_share_their_runs(phase: float) -> None:
    runs = runs_of({"card": (0.5, 0.5), "panel": (0.5 + phase, 0.5)}, 10)
    assert len(runs) <= 21
    assert all(len(names) == 2 for _, names in runs[1:])


@pytest.mark.parametrize("phase", [0.0, 0.12, 0.25, 0.4])
def test_no_part_of_a_page_waits_longer_than_one_and_a_half_of_its_interval(phase: float) -> None:
    timers = {
        "card": (0.5, 0.5),
        "figures": (0.53, 0.5),
        "pad": (1.1 + phase, 1.0),
        "panel": (0.5 + phase, 0.5),
        "notice": (2.3, 2.0),
    }
    runs = runs_of(timers, 20)
    assert len(runs) <= 50  # of 150 messages
    for name, (_, every) in timers.items():
        assert longest_wait(runs, name) <= 1.5 * every


def test_a_timer_alone_is_heard_each_time() -> None:
    assert [now for now, _ in runs_of({"panel": (0.5, 0.5)}, 5)] == pytest.approx([0.5 * k for k in range(1, 11)])


def test_a_fragment_without_an_interval_does_not_come_along() -> None:
    kept = Clocks()
    kept.note("panel", 0.5, 0.0)
    kept.note("panel", None, 1.0)
    assert (kept.due([], 9.0), kept.is_due("panel", 1.1)) == ([], True)


@pytest.fixture
def panel_and_card() -> MemoryFragmentStorage:
    """The fragments of a session, two of them with an interval of half a second, at second 0 of a clock that stands still."""
    patch_streamlit()
    storage = MemoryFragmentStorage()
    for name in ("panel", "card", "notice"):
        storage.register(name, lambda: None)
    kept = clocks._clocks.setdefault(storage, Clocks())
    for name in ("panel", "card", "of the page before"):
        kept.note(name, 0.5, 0.0)
    kept.note("notice", 2.0, 0.0)
    return storage


def at(monkeypatch: pytest.MonkeyPatch, now: float) -> None:
    monkeypatch.setattr(clocks.time, "monotonic", lambda: now)


def asked(storage: MemoryFragmentStorage, state: ClientState, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether Streamlit hears of a message of the browser."""
    heard: list[ClientState] = []
    monkeypatch.setitem(SHIPPED, "ask", lambda session, state: heard.append(state))
    AppSession.request_rerun(type("Session", (), {"_fragment_storage": storage})(), state)  # type: ignore[arg-type]
    return bool(heard)


def test_a_timer_takes_along_what_is_due_on_this_page(panel_and_card: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[RerunData] = []
    monkeypatch.setitem(SHIPPED, "run", lambda runner, request: ran.append(request))
    pages = type("Pages", (), {"current_page_script_hash": "train"})()
    runner = type("Runner", (), {"_pages_manager": pages, "_fragment_storage": panel_and_card})()
    at(monkeypatch, 0.5)
    streamlit_patches._run(runner, RerunData(page_script_hash="train", fragment_id_queue=["panel"], is_auto_rerun=True))
    streamlit_patches._run(runner, RerunData(page_script_hash="train", fragment_id_queue=["panel"]))  # a click in it
    at(monkeypatch, 0.1)
    streamlit_patches._run(runner, RerunData(page_script_hash="train", fragment_id_queue=["panel"], is_auto_rerun=True))
    at(monkeypatch, 1.7)
    streamlit_patches._run(runner, RerunData(page_script_hash="train", fragment_id_queue=["panel"], is_auto_rerun=True))
    assert [request.fragment_id_queue for request in ran] == [
        ["panel", "card"],
        ["panel"],
        ["panel", "card"],  # one of the same interval always: it would say of a training what the other one said before
        ["panel", "card", "notice"],
    ]


def test_a_timer_is_not_heard_right_after_its_fragment_ran_and_a_click_is(
    panel_and_card: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    timer, click = ClientState(fragment_id="card", is_auto_rerun=True), ClientState(fragment_id="card")
    at(monkeypatch, 0.1)
    assert (asked(panel_and_card, timer, monkeypatch), asked(panel_and_card, click, monkeypatch)) == (False, True)
    at(monkeypatch, 0.5)
    assert asked(panel_and_card, timer, monkeypatch)


def script() -> None:
    from pages.widgets.shell.error_boundary import fragment

    def panel() -> None: ...

    fragment(panel, 0.5)()
    fragment(panel)()


def test_every_fragment_says_when_it_ran(monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[float | None] = []
    monkeypatch.setattr(Clocks, "note", lambda kept, fragment, every, now: noted.append(every))
    assert not AppTest.from_function(script).run().exception
    assert noted == [0.5, None]
