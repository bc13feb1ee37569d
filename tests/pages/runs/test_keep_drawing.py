"""A drawing is kept with the class that stands there when the button is pressed."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.drawing.collection import read_collection


def shown() -> None:
    """The row below a drawing of one dot."""
    from types import SimpleNamespace

    from cnn_core.data.choice import DataChoice
    from cnn_core.drawing.strokes import Drawing
    from pages.widgets.runs.kept_drawings import keep_drawing

    meta = SimpleNamespace(experiment=SimpleNamespace(data=DataChoice(dataset="mnist-mini")))
    keep_drawing(SimpleNamespace(id="run", meta=meta), SimpleNamespace(drawing=Drawing((((0.5, 0.5),),))))


def test_a_class_chosen_right_before_the_press_is_the_one_that_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))
    app = AppTest.from_function(shown, default_timeout=60)
    app.session_state["owner"] = "ada-" + "x" * 24
    app.run()
    app.selectbox(key="meant run").set_value("1").run()
    app.selectbox(key="meant run").set_value("7")  # reaches the server together with the press
    app.button(key="keep drawing").click().run()
    assert not app.exception
    (file,) = (tmp_path / "drawings").iterdir()
    assert [each.name for each in read_collection(file)] == ["7"]
