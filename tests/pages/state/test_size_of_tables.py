"""Tables are as large as the type of the page: Streamlit draws them in the size that type has when they come into the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.widgets.state import tables

Visit = Callable[..., AppTest]
AT_DESK = 15
"""`baseFontSize` of `.streamlit/config.toml`."""


def test_another_element_takes_the_place_of_a_table_when_the_size_of_the_type_changes(visit: Visit) -> None:
    app = visit(page="evaluate")
    before = [len(app.dataframe), depth(app)]
    tell(app, 26)
    large = [len(app.dataframe), depth(app)]
    assert large == [before[0], before[1] + before[0]], (
        "each is in a container of its own, so that it is no longer the same element"
    )
    assert [len(app.run().dataframe), depth(app)] == large
    tell(app, 28)
    assert [len(app.dataframe), depth(app)] == before
    tell(app, AT_DESK)
    assert [len(app.dataframe), depth(app)] == large


def test_the_table_of_runs_gets_another_key(visit: Visit) -> None:
    app = visit(page="compare")
    number = app.session_state["table of runs"].number
    assert app.run().session_state["table of runs"].number == number
    tell(app, 26)
    assert app.session_state["table of runs"].number == number + 1
    assert app.run().session_state["table of runs"].number == number + 1


def tell(app: AppTest, size: Any) -> None:
    app.session_state["page watch"] = {"type": size}
    app.run()
    assert not app.exception
    assert not app.error


def depth(app: AppTest) -> int:
    """How many blocks there are around tables, all in all."""

    def around(node: Any, blocks: int) -> int:
        if hasattr(node, "children"):
            return sum(around(each, blocks + 1) for each in node.children.values())
        return blocks if node.type == "dataframe" else 0

    return around(app.main, 0)


@pytest.mark.parametrize("said", [None, {}, {"type": "26"}, {"type": True}, {"type": 26.5}, {"type": 3}, {"type": 10_000}])
def test_a_browser_may_say_anything(monkeypatch: pytest.MonkeyPatch, said: Any) -> None:
    monkeypatch.setattr(st, "session_state", {"page watch": said})
    assert tables.type_size() == AT_DESK
    assert tables.enlarged(170) == 170


def test_columns_are_as_wide_for_large_type_as_for_small(monkeypatch: pytest.MonkeyPatch) -> None:
    config = {
        "name": st.column_config.TextColumn(width=170),
        "seen": st.column_config.ImageColumn(width="small"),
        "question": None,
    }
    monkeypatch.setattr(st, "session_state", {"page watch": {"type": 2 * AT_DESK}})
    wide = tables.widened(config)
    assert wide["name"]["width"] == 340
    assert wide["seen"]["width"] == "small"
    assert wide["question"] is None
    assert config["name"]["width"] == 170
