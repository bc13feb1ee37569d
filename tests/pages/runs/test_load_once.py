"""A loaded network that cannot be shown is said once, and not with every run of the page from then on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.background import Background
from pages.widgets.runs.load_network import LOADING, Loading
from pages.widgets.state.session import Session


def test_a_fault_while_it_is_shown_leaves_the_page_to_go_on(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit(page="evaluate")
    going = Loading(b"", "net", "digits", Background(lambda progress: "gone"))
    assert going.work.wait(10)

    def fault(session: Session, run: str) -> None:
        raise OSError("the disk is away")

    monkeypatch.setattr(Session, "show_run", fault)
    app.session_state[LOADING] = going
    app.run()
    assert app.exception or app.error
    app.run()
    assert not app.exception
    assert not app.error
    assert LOADING not in app.session_state
