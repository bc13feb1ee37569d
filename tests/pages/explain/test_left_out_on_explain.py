"""A test image that is left out is not shown or counted on Explain: Evaluate had 45 where the map had 46."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import NumberInput

from cnn_core.engine import Laboratory
from cnn_core.runs import PRETRAINED_PATH, RunFolder
from cnn_core.storage.owner_mark import owner_mark
from pages.widgets.components import image_map as component
from tests.pages.epochs_run import ADA
from tests.pages.explain.test_map_of_images import caption, settled

LEFT_OUT = (0, 7)


def opened(visit: Callable[..., AppTest], lab: Laboratory) -> AppTest:
    """The Explain page with a run that was tested without two images."""
    pretrained = RunFolder(PRETRAINED_PATH)
    experiment = pretrained.meta.experiment
    experiment = replace(experiment, data=replace(experiment.data, left_out_test=LEFT_OUT))
    folder = RunFolder.create(lab.root, replace(pretrained.meta, id="fewer", owner=owner_mark(ADA), experiment=experiment))
    folder.save_weights(pretrained.weights())
    app = visit(ADA, "explain")
    return app.selectbox(key="run choice").select("fewer").run()


def number_of(app: AppTest) -> NumberInput:
    return next(each for each in app.number_input if each.label == "Number")


def test_it_is_not_among_the_images_to_choose_from(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = opened(visit, lab)
    assert not app.exception
    assert number_of(app).value == 1
    assert "1 of 1,998" in [each.value for each in app.caption]
    assert number_of(number_of(app).set_value(7).run()).value == 8


def test_the_map_has_the_others_under_their_own_numbers(
    visit: Callable[..., AppTest], lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[Any, ...]] = []
    monkeypatch.setattr("pages.widgets.explain.image_map.image_map", lambda *given: drawn.append(given))
    app = opened(visit, lab)
    app = settled(app.segmented_control(key="explain part").set_value("Map of images").run())
    assert "The first 1,998 test images" in caption(app)
    _, points, labels, _, _, numbers, *_ = drawn[-1]
    assert len(points) == len(labels) == 1_998
    assert [*numbers[:7]] == [1, 2, 3, 4, 5, 6, 8]


def test_a_point_is_marked_and_opened_by_the_number_of_its_image(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: dict[str, Any] = {}
    monkeypatch.setattr(component, "_component", lambda **given: sent.update(given))
    monkeypatch.setattr(component, "dark", lambda: False)
    monkeypatch.setattr(component.st, "session_state", {"map": {"opened": 1, "have": "sheet"}})
    found: list[int] = []
    numbers = np.array([1, 8, 9])
    component.image_map("map", np.zeros((3, 2)), np.zeros(3), np.ones((3, 1)), ["a"], numbers, ("sheet", dict), 8, found.append)
    assert json.dumps(sent["data"])
    assert sent["data"]["chosen"] == 1
    sent["on_opened_change"]()
    assert found == [8]
