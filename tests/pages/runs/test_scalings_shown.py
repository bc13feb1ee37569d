"""The scalings that were tried for a loaded network, as the Evaluate page shows them."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from tests.pages.data.uploading import texts
from tests.pages.runs.test_save_network import upload


def test_each_is_shown_with_how_often_it_is_right_and_how_sure_it_is(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    """No more columns than a telephone shows: what becomes of a pixel was one, and was cut off there."""
    app = visit(page="evaluate")
    upload(app, lab.folder("pretrained").model_path.read_bytes(), "mine.keras")
    table = next(each.value for each in app.dataframe if "pixels become" in each.value)
    assert list(table.columns) == ["pixels become", "right", "sure", "taken"]
    assert list(table.iloc[0]) == ["0 to 1", "90.0%", "80%", "✓"]
    assert "Sure: how sure it is of its answers, on average." in texts(app)
    menu = next(each for each in app.selectbox if each.label == "Scaling of the pixels")
    assert "The network gets `pixel / 255`." in texts(app)
    menu.set_value("-1 to 1").run()
    assert "The network gets `(pixel - 127.5) / 127.5`." in texts(app)
