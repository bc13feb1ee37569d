"""A desk that cannot be read is said to be so, and is kept under another name."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from pages.widgets.state.desk_file import DeskFile

ADA = "ada-" + "x" * 24


def said(app: AppTest) -> list[str]:
    return [each.value for each in app.info if "cannot be read" in each.value]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"desk": 1}', '{"desk": {"experiment": {}}}', "\x00" * 9, "[" * 99_999]
)
def test_an_unreadable_desk_is_set_aside_and_the_page_says_so_once(
    visit: Callable[..., AppTest], lab: Laboratory, content: str
) -> None:
    path = DeskFile(ADA).path
    path.parent.mkdir(parents=True)
    path.write_text(content)
    app = visit(ADA)
    assert not app.exception
    (aside,) = path.parent.glob("*.unreadable-*")
    assert aside.read_text() == content
    assert said(visit(ADA)) == []


def test_it_is_said_on_the_page_that_is_opened(lab: Laboratory) -> None:
    path = DeskFile(ADA).path
    path.parent.mkdir(parents=True)
    path.write_text("{")
    assert lab.machine.slowness is None  # asking begins a measurement, whose end draws the page anew
    while lab.machine.measuring:
        time.sleep(0.01)
    app = AppTest.from_file(str(Path(__file__).parents[3] / "app.py"), default_timeout=60)
    app.session_state["owner"] = ADA
    (sentence,) = said(app.run())
    assert "unreadable" in sentence
    assert said(app.run()) == []


def test_a_first_visit_says_nothing(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    assert said(visit("bob-" + "x" * 24)) == []
    assert not list(DeskFile(ADA).path.parent.glob("*.unreadable-*"))
