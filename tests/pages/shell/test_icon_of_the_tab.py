"""The icon in the tab of the browser is the app's own, and nobody else's server is asked for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import streamlit
import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest, local_script_runner

from pages.widgets.shell.navigation import navigation


def test_it_is_set_before_the_navigation_which_takes_that_of_the_page_from_a_server_of_googles(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The policy of the app blocks it, with an error in the console on every page."""
    sent: list[ForwardMsg] = []
    parsed = local_script_runner.parse_tree_from_messages

    def parse(messages: Iterable[ForwardMsg]) -> Any:
        sent[:] = messages
        return parsed(sent)

    monkeypatch.setattr(local_script_runner, "parse_tree_from_messages", parse)
    visit(page="train")
    kinds = [each.WhichOneof("type") for each in sent]
    icons = [place for place, each in enumerate(sent) if each.page_config_changed.favicon]
    assert icons[0] < kinds.index("navigation")
    assert [each.page_config_changed.title for each in sent if each.page_config_changed.title] == ["Train - CNN Lab"]


def test_the_first_visit_that_goes_past_the_app_sets_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(st, "set_page_config", lambda **settings: asked.append("icon" if settings.get("page_icon") else "other"))
    monkeypatch.setattr(st, "navigation", lambda *pages, **options: asked.append("navigation"))
    navigation()
    assert asked == ["icon", "navigation"]


def test_streamlit_still_takes_icons_from_there_where_none_is_set() -> None:
    scripts = (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("index.*.js")
    assert any("fonts.gstatic.com" in each.read_text(encoding="utf-8") for each in scripts)
