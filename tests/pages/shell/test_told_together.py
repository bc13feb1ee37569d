"""What the browser tells with one message of several parts of a page is drawn in all of them."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.safe_session_state import SafeSessionState

from pages.widgets.shell import streamlit_patches
from pages.widgets.shell.streamlit_patches import SHIPPED, patch_streamlit

HOMES = {"stroke": "pad", "epochs": "settings", "image": None, "lesson": "of the page before"}


class Page:
    """A page with widgets in two fragments and one outside of them."""

    def __init__(self) -> None:
        self._fragment_storage = MemoryFragmentStorage()
        for name in ("pad", "settings", "editor"):
            self._fragment_storage.register(name, lambda: None)
        self._pages_manager = type("Pages", (), {"current_page_script_hash": "build"})()
        self._session_state = SafeSessionState(SessionState(), lambda: None)
        for name, home in HOMES.items():
            made: Any = WidgetMetadata(name, lambda value: value, lambda value: value, "int_value", fragment_id=home)
            self._session_state._state._new_widget_state.set_widget_metadata(made)

    def hears(self, fragment: str, click: str | None = None, **values: int) -> None:
        states = WidgetStates()
        for name, value in values.items():
            states.widgets.add(id=name).int_value = value
        if click:
            states.widgets.add(id=click).json_trigger_value = "[1]"
        streamlit_patches._run(self, RerunData(page_script_hash="build", fragment_id_queue=[fragment], widget_states=states))


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The fragments that were drawn, run by run; [] is the whole page."""
    patch_streamlit()
    runs: list[list[str]] = []
    monkeypatch.setitem(SHIPPED, "run", lambda runner, request: runs.append(request.fragment_id_queue))
    return runs


def test_a_stroke_that_comes_with_the_message_of_another_part_is_answered(ran: list[list[str]]) -> None:
    page = Page()
    page.hears("editor", stroke=1, epochs=3)
    page.hears("editor", stroke=2, epochs=3)
    page.hears("editor", stroke=2, epochs=3)
    page.hears("editor", stroke=3, epochs=4)
    assert ran == [["editor"], ["editor", "pad"], ["editor"], ["editor", "pad", "settings"]]


def test_a_change_outside_of_fragments_draws_the_whole_page(ran: list[list[str]]) -> None:
    page = Page()
    page.hears("pad", stroke=1, image=1)
    page.hears("pad", stroke=2, image=2)
    assert ran == [["pad"], []]


def test_a_click_is_drawn_each_time_though_its_message_is_the_same(ran: list[list[str]]) -> None:
    page = Page()
    page.hears("editor", epochs=3)
    page.hears("editor", epochs=3, click="stroke")
    page.hears("editor", epochs=3, click="stroke")
    assert ran == [["editor"], ["editor", "pad"], ["editor", "pad"]]


def test_nothing_is_drawn_for_a_widget_that_is_new_or_of_another_page(ran: list[list[str]]) -> None:
    page = Page()
    page.hears("pad", stroke=1, lesson=1)
    page.hears("pad", stroke=2, lesson=2, image=1, strange=3)
    assert ran == [["pad"], ["pad"]]


def test_the_browsers_other_messages_count_too(ran: list[list[str]]) -> None:
    page = Page()
    page.hears("pad", stroke=1, image=1)
    streamlit_patches._run(page, RerunData(widget_states=WidgetStates()))
    page.hears("pad", stroke=2, image=2)  # told anew, as if it began
    assert ran == [["pad"], [], ["pad"]]
