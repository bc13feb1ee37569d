"""From a lesson to one number of the chosen network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED
from tests.pages.epochs_run import ADA

Visit = Callable[..., AppTest]


@pytest.mark.parametrize(("what", "layer", "words"), [("kernel", 0, "1. Conv2D 32 3x3"), ("pooling", 1, "2. MaxPooling"), ("softmax", 7, "8. Dense"), ("2", 2, "3. Conv2D")])  # fmt: skip
def test_a_link_opens_the_largest_number_of_such_a_layer(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, what: str, layer: int, words: str
) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(
        "pages.widgets.explain.inside.microscope", lambda key, view, scene, detail, brush: shown.append(detail(None))
    )
    app = visit(ADA, "explain")
    assert shown[-1]["title"].startswith("8. Dense"), "without a link, the probability of the predicted class"
    app.query_params["open"] = what
    app.run()
    assert not app.exception
    look = list(app.session_state["looks"].values())[-1]
    assert shown[-1]["title"].startswith(words)
    assert look.outputs[layer][tuple(shown[-1]["at"])] == np.max(look.outputs[layer])
    app.query_params["open"] = "nothing"
    app.run()
    assert shown[-1]["title"].startswith("8. Dense")


def test_the_layer_of_a_link_is_forgotten_with_the_first_click(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    clicks: list[Any] = [None, (0, (3, 3, 1), 0), None]
    shown: list[Any] = []
    monkeypatch.setattr(
        "pages.widgets.explain.inside.microscope", lambda key, view, scene, detail, brush: shown.append(detail(clicks[0]))
    )
    app = visit(ADA, "explain")
    app.query_params["open"] = "pooling"
    for words in ("2. MaxPooling", "1. Conv2D", "8. Dense"):
        app.run()
        assert shown[-1]["title"].startswith(words)
        clicks.pop(0)
        clicks.append(None)


@pytest.mark.parametrize(("topic", "linked"), [("kernel", True), ("pooling", True), ("softmax", True), ("overfitting", False)])
def test_lessons_that_are_about_a_layer_lead_to_one(visit: Visit, topic: str, linked: bool) -> None:
    app = visit(ADA, "learn")
    app.query_params["topic"] = topic
    app.run()
    assert not app.exception
    links = [each.proto.label for each in app.get("page_link")]
    assert any(label.startswith("See it in small-cnn: one number") for label in links) == linked


def test_no_lesson_leads_to_a_run_that_the_explain_page_does_not_show_yet(visit: Visit, lab: Laboratory) -> None:
    app = visit(ADA, "learn")
    app.query_params["topic"] = "kernel"
    app.session_state["session"].show_run(lab.submit(PRESETS["small-cnn"].experiment, ADA))
    app.run()
    assert not app.exception
    assert not any("one number" in each.proto.label for each in app.get("page_link"))


def look_inside(app: AppTest, told: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """What a click on the button of the third layer does, before the page is drawn anew; `told` is what the editor was given."""
    with monkeypatch.context() as patched:
        patched.setattr("pages.widgets.state.layers_inside.st.session_state", app.session_state)
        app.session_state["network editor commands"] = {"inside": 2}
        told["on_inside_change"]()
        del app.session_state["network editor commands"]


def test_a_layer_on_the_desk_leads_to_its_numbers_for_the_image_of_the_desk(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(
        "pages.widgets.explain.inside.microscope", lambda key, view, scene, detail, brush: shown.append(detail(None))
    )
    told: dict[str, Any] = {}
    monkeypatch.setattr("pages.widgets.components.network_editor._component", lambda **given: told.update(given))
    app = visit(ADA, "build")
    assert told["data"]["inside"] == [0, 1, 2, 3, 4, 5, 6, 7]
    look_inside(app, told, monkeypatch)
    app.run()
    assert not app.exception
    assert app.title[0].value == "Explain"
    assert shown[-1]["title"].startswith("3. Conv2D")
    which = int(np.random.default_rng(0).integers(2000))  # the image that the Build page begins with
    assert app.session_state["explained image"].number == which


def test_the_layers_of_a_network_that_an_earlier_run_trained_open_with_that_run(
    visit: Visit, lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk shows its outputs, so they can be looked into, whichever run is shown elsewhere."""
    told: dict[str, Any] = {}
    monkeypatch.setattr("pages.widgets.components.network_editor._component", lambda **given: told.update(given))
    app = visit(ADA, "build")
    app.session_state["session"].show_run(lab.submit(PRESETS["mlp"].experiment, ADA))
    app.run()
    assert told["data"]["inside"] == [0, 1, 2, 3, 4, 5, 6, 7]
    look_inside(app, told, monkeypatch)
    assert app.session_state["session"].run == PRETRAINED


def test_from_the_first_layer_that_the_run_does_not_have_none_can_be_opened(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: dict[str, Any] = {}
    monkeypatch.setattr("pages.widgets.components.network_editor._component", lambda **given: told.update(given))
    app = visit(ADA, "build")
    mine = app.session_state["session"]
    network = mine.experiment.architecture.edit(2, filters=48)
    mine.put(mine.desk.edit(replace(mine.experiment, architecture=network)))
    app.run()
    assert told["data"]["inside"] == [0, 1]
