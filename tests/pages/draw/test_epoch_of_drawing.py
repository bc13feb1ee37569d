"""What Draw shows of a drawing is of the epoch that the time machine shows: its maps, and what kept drawings are read as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.drawing import Drawing
from cnn_core.drawing.collection import keep
from cnn_core.engine import Laboratory
from cnn_core.storage.home import home
from cnn_core.storage.owner_mark import owner_file_name
from cnn_core.summary import Row
from tests.engine.fake_engine import FakeEngines
from tests.pages.epochs_run import ADA, epochs_run

Visit = Callable[..., AppTest]
SEVEN = {"strokes": [[[0.3, 0.2], [0.7, 0.2], [0.4, 0.8]]], "seq": 1}


def test_feature_maps_are_those_of_the_weights_after_the_epoch(
    visit: Visit, lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Weights and biases of an epoch are twice those of the one before, and so are the maps of the first layer, whose activation is relu."""
    drawn: list[list[np.ndarray]] = []

    def strip(image: np.ndarray, title: str, layers: Sequence[tuple[Row, np.ndarray]], key: str) -> None:
        drawn.append([values for _, values in layers])

    epochs_run(lab)
    app = visit(ADA, "draw")
    app.selectbox(key="run choice").select("epochs").run()
    monkeypatch.setattr("pages.widgets.components.pad.messages", lambda key, name: [SEVEN])
    monkeypatch.setattr("pages.widgets.draw.drawing_panels.strip", strip)
    app.button_group(key="shown of the drawing").set_value(["Feature maps"]).run()
    first = {}
    for epoch in (0, 1, None):
        app.session_state["epoch shown"] = "epochs", epoch
        app.run()
        assert not app.exception
        assert not app.error
        first[epoch] = drawn[-1][0]
    assert first[0].shape == (26, 26, 4)
    assert first[0].max() > 0
    np.testing.assert_allclose(first[1], 2 * first[0], rtol=1e-5)
    np.testing.assert_allclose(first[None], 4 * first[0], rtol=1e-5)


def test_kept_drawings_are_read_with_the_weights_after_the_epoch_and_the_page_says_after_which(
    visit: Visit, lab: Laboratory, engines: FakeEngines
) -> None:
    """A network without weights reads every drawing as the class with the largest bias."""
    folder = epochs_run(lab)
    nothing = {name: np.zeros_like(array) for name, array in folder.weights().items()}
    last = max(nothing, key=lambda name: (int(name.split(".")[0]), name.endswith("bias")))
    assert nothing[last].shape == (10,)
    nothing[last] = np.eye(10, dtype=np.float32)[7]
    folder.save_checkpoint(0, nothing, {})
    for number, name in enumerate(("7", "7", "1")):
        keep(home() / "drawings" / owner_file_name(ADA), Drawing((((0.5, 0.2), (0.5, 0.6 + number / 10)),)), name)
    engines.nth_client(1).predict = lambda network, weights, key, images, timeout: np.eye(10, dtype=np.float32)[[1] * len(images)]

    def said(app: AppTest) -> list[Any]:
        assert not app.exception
        return [each.value for each in app.markdown if "read correctly" in each.value]

    app = visit(ADA, "draw")
    app.selectbox(key="run choice").select("epochs").run()
    assert said(app) == ["**1 of 3** are read correctly by this network; the others are framed."]
    app.select_slider[0].set_value(0).run()
    assert said(app) == ["**2 of 3** are read correctly by this network after epoch 0; the others are framed."]
