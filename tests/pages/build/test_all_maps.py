"""The picture of all feature maps of a layer, which a click on its thumbnail opens."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

from cnn_core.errors import EngineError
from cnn_core.figures.layer_outputs import CHANNELS
from tests.engine.fake_engine import FakeEngines, looked_inside

Visit = Callable[..., AppTest]


def script() -> None:
    import streamlit as st

    from pages.widgets.state.all_maps import all_maps
    from pages.widgets.state.layer_outputs import subject
    from pages.widgets.state.session import session

    st.session_state["told"] = all_maps(session().summary(), subject(), st.session_state["opened"])


def opener(app: AppTest) -> AppTest:
    """What the network editor is told of an opened layer, since AppTest cannot click in a component."""
    dialog = AppTest.from_function(script, default_timeout=30)
    for key in ("owner", "session"):
        dialog.session_state[key] = app.session_state[key]
    return dialog


def told(dialog: AppTest, index: int | None) -> dict[str, Any]:
    dialog.session_state["opened"] = None if index is None else {"index": index}
    dialog.run()
    assert not dialog.exception
    return dialog.session_state["told"] or {}


def settled(dialog: AppTest, index: int) -> dict[str, Any]:
    end = time.monotonic() + 20
    while (answer := told(dialog, index))["pending"]:
        assert time.monotonic() < end
    return answer


def test_the_page_does_not_wait_for_the_maps_and_asks_for_them_once(visit: Visit, engines: FakeEngines) -> None:
    dialog = opener(visit())
    may_go_on, asked = threading.Event(), []

    def slow(*arguments: Any) -> Any:
        if arguments[4] > CHANNELS:  # with fewer the page asks for its thumbnails, which may still be on their way
            asked.append(arguments)
        assert may_go_on.wait(30)
        return looked_inside(*arguments)

    engines.nth_client(1).side_tasks["layer_outputs"] = slow
    for _ in range(3):
        answer = told(dialog, 0)
        assert answer["pending"]
        assert answer["title"] == "Conv2D 32 3x3 (layer 1), 26x26x32"
        assert not answer["address"]
    may_go_on.set()
    answer = settled(dialog, 0)
    assert answer["words"].startswith("All 32 feature maps for ")
    assert answer["address"].startswith("data:image/png;base64,")
    assert told(dialog, 0) == answer
    assert len(asked) == 1
    assert told(dialog, None) == {}


def test_what_went_wrong_is_said_and_tried_again_when_it_is_opened_again(visit: Visit, engines: FakeEngines) -> None:
    dialog = opener(visit())
    engines.nth_client(1).side_tasks["layer_outputs"] = EngineError("Nothing came within 10 s.")
    assert settled(dialog, 0)["words"] == "Nothing came within 10 s."
    engines.nth_client(1).side_tasks["layer_outputs"] = looked_inside
    assert told(dialog, 0)["words"] == "Nothing came within 10 s."
    told(dialog, None)
    assert settled(dialog, 0)["words"].startswith("All 32 feature maps")
