"""Grad-CAM on the Draw page, while somebody draws."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.engine.protocol.status import EngineStatus
from tests.engine.fake_engine import FakeEngines

SEVEN = {"strokes": [[[0.3, 0.2], [0.7, 0.2], [0.4, 0.8]]], "seq": 1}


def test_the_two_likeliest_classes_are_shown_with_what_speaks_for_them(
    visit: Callable[..., AppTest], engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, ...]] = []

    def gradients(key: str, network: Any, maps: np.ndarray, units: tuple[int, ...], after: int) -> dict[int, np.ndarray] | None:
        asked.append((network is None, maps.shape, units, after))
        return None if network is None else {after: np.ones((len(units), *maps.shape), np.float32)}

    client = engines.nth_client(1)
    client.side_tasks["gradients"] = gradients
    client.predict = lambda *arguments: np.array([[0, 0.1, 0, 0.2, 0, 0, 0, 0.7, 0, 0]], np.float32)
    app = visit(page="draw")
    monkeypatch.setattr("pages.widgets.components.pad.messages", lambda key, name: [SEVEN])
    app.button_group(key="shown of the drawing").set_value(["Where it looks"]).run()
    assert not app.exception
    assert not app.error
    last = (
        (11, 11, 64),
        (7, 3),
        2,
    )  # the maps of the last convolution, and that alone: nothing before it is computed by the engine
    assert asked == [(True, *last), (False, *last)]  # the network is sent where it is not known
    assert any("(Grad-CAM)" in each.value for each in app.caption)


def test_while_tensorflow_loads_the_pad_waits_for_nothing_and_says_that_the_maps_come(
    visit: Callable[..., AppTest], engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    engines.nth_client(1).side_tasks["gradients"] = lambda *arguments: asked.append(arguments)
    app = visit(page="draw")
    monkeypatch.setattr("pages.widgets.components.pad.messages", lambda key, name: [SEVEN])
    monkeypatch.setattr(Laboratory, "status", EngineStatus(words="loading TensorFlow (takes about 10 s)"))
    app.button_group(key="shown of the drawing").set_value(["Where it looks"]).run()
    assert not app.exception
    assert not app.error
    assert not asked
    assert any("Where it looks comes in a moment: loading TensorFlow" in each.value for each in app.caption)


def test_of_answers_that_are_no_numbers_the_pad_says_why(
    visit: Callable[..., AppTest], engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, Any]] = []
    engines.nth_client(1).predict = lambda *arguments: np.full((1, 10), np.nan, np.float32)
    app = visit(page="draw")
    monkeypatch.setattr("pages.widgets.components.pad.messages", lambda key, name: [SEVEN])
    monkeypatch.setattr("pages.widgets.components.pad._component", lambda **call: told.append(call["data"]))
    app.run()
    assert not app.exception
    assert "its training has diverged" in told[-1]["words"]
    json.dumps(told[-1], allow_nan=False)
