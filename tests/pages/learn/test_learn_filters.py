"""The lessons on filters show those of a network, and an image of its own data."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta, owner_mark
from cnn_core.training.events import event
from tests.engine.fake_engine import started
from tests.pages.epochs_run import ADA


def test_an_image_of_the_network_is_drawn_on_the_scale_of_its_dataset(
    visit: Callable[..., AppTest], lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pixels of the digits of scikit-learn go from 0 to 16: on a scale to 255 the picture was nearly black."""
    experiment = PRESETS["digits-cnn"].experiment
    folder = RunFolder.create(lab.root, RunMeta(id="digits", owner=owner_mark(ADA), experiment=experiment))
    first = {"0.kernel": np.ones((3, 3, 1, 32), np.float32), "0.bias": np.zeros(32, np.float32)}
    folder.save_weights(first)
    folder.append([started(scaling=[0, 16]), event("finished", reason="completed", epochs=1, seconds=1.0)])
    folder.save_result()
    drawn: list[tuple[np.ndarray, float | None]] = []
    monkeypatch.setattr(
        "pages.widgets.learn.maps.drawn_sheet",
        lambda images, *_, pixel_max=None: drawn.append((images, pixel_max)) or b"",
    )
    monkeypatch.setattr("pages.widgets.learn.maps.show_sheet", lambda *_: None)
    app = visit(ADA, "learn")
    app.session_state["session"].show_run("digits")
    app.query_params["topic"] = "maps"
    app.run()
    assert not app.exception
    assert [(images.shape[1:], top) for images, top in drawn[-2:]] == [((8, 8, 1), 16), ((6, 6, 1), None)]
