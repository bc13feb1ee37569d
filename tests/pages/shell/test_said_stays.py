"""What a page says to a person goes with what they do next, and not with what the page does by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from pages.widgets.shell import sidebar
from pages.widgets.state.requests import REFUSED


def test_a_refusal_stays_when_the_engine_is_ready(visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was refused while TensorFlow loaded was refused without a word."""
    app = visit(page="evaluate")
    answers = [True]  # of the run that draws the page, and not of the sidebar that looks again
    monkeypatch.setattr(sidebar, "_live", lambda: answers.pop() if answers else False)
    app.session_state[REFUSED] = "The network takes other images."
    app.run()
    assert [each.value for each in app.error] == ["The network takes other images."]
    app.run()
    assert not app.error
