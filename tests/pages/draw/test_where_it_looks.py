"""Grad-CAM on the Draw page, while somebody draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.spec import Architecture
from cnn_core.summary import summarise
from tests.engine.fake_engine import FakeEngines

SEVEN = {"strokes": [[[0.3, 0.2], [0.7, 0.2], [0.4, 0.8]]], "seq": 1}


def test_the_two_likeliest_classes_are_shown_with_what_speaks_for_them(
    visit: Callable[..., AppTest], engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def gradients(
        key: str, architecture: dict[str, Any], weights: Any, image: np.ndarray, unit: int, off: Any
    ) -> dict[int, np.ndarray]:
        asked.append(unit)
        rows = summarise(Architecture.from_json(architecture)).rows
        return {-1: np.ones_like(image), **{row.index: np.ones(row.output_shape, np.float32) for row in rows}}

    client = engines.nth_client(1)
    client.side_tasks["gradients"] = gradients
    client.predict = lambda *arguments: np.array([[0, 0.1, 0, 0.2, 0, 0, 0, 0.7, 0, 0]], np.float32)
    app = visit(page="draw")
    monkeypatch.setattr("pages.widgets.components.pad.messages", lambda key, name: [SEVEN])
    app.button_group(key="shown of the drawing").set_value(["Where it looks"]).run()
    assert not app.exception
    assert not app.error
    assert asked == [7, 3]
    assert any("(Grad-CAM)" in each.value for each in app.caption)
