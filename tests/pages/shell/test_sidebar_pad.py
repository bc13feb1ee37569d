"""The pad in the sidebar always has an answer, and the network that trains gives it from its first epoch on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta, owner_mark
from cnn_core.training.events import event
from pages.widgets.components import pad
from tests.engine.fake_engine import WEIGHTS, FakeEngines, batches, epoch, started
from tests.pages.shell.test_sidebar_card import put, trained

SEVEN = {"strokes": [[[0.2, 0.2], [0.8, 0.2], [0.4, 0.9]]], "pen": 0.09, "filled": False, "centre": True, "shapes": False}


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the pad was told to show, the newest last."""
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(pad, "_component", lambda **arguments: told.append(arguments["data"]))
    return told


def reader(app: AppTest) -> str:
    return next(each.value for each in app.caption if each.value.startswith("Read by"))


def test_a_drawing_is_read_by_the_network_that_trains_from_its_first_epoch_on(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines, shown: list[dict[str, Any]]
) -> None:
    app = visit()
    app.session_state[pad.DRAWING] = SEVEN
    app.button(key="sidebar-train").click().run()
    job = engines.nth_client(1).nth_job(1)
    assert reader(app) == "Read by the network that came with the app until the first epoch is done"
    assert shown[-1]["probabilities"] is not None

    for number in (1, 2):
        engines.nth_client(1).checkpoints[number] = ({name: number * values for name, values in WEIGHTS.items()}, {})
        engines.nth_client(1).predict = lambda *_, one=number: np.eye(10, dtype=np.float32)[[one]]
        job.send(*([started()] if number == 1 else []), batches(number, 2.0, 1.0), epoch(number))
        job.checkpoint(number)
        lab.wait(job.run, lambda _, one=number: one in lab.folder(job.run).epochs(), timeout=10)
        app.run()
        assert re.fullmatch(rf"Read by small-cnn of \d\d:\d\d after epoch {number} of 2", reader(app))
        assert shown[-1]["words"] == f"Prediction: {number}"
        assert shown[-1]["source"] == job.run

    job.end()
    lab.wait(job.run, timeout=10)
    assert re.fullmatch(r"Read by small-cnn of \d\d:\d\d", reader(app.run()))  # as the app's own is called


def test_a_run_without_weights_leaves_the_pad_to_the_run_before(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines, shown: list[dict[str, Any]]
) -> None:
    app = visit()
    app.button(key="sidebar-train").click().run()
    job = engines.nth_client(1).nth_job(1)
    job.send(started(), batches(1, 2.0, 1.0), epoch(1))
    job.end()
    lab.wait(job.run, timeout=10)
    app.run()
    app.button(key="sidebar-train").click().run()
    engines.nth_client(1).nth_job(2)
    assert re.fullmatch(r"Read by small-cnn of \d\d:\d\d until the first epoch is done", reader(app))
    assert shown[-1]["source"] == job.run


def test_a_run_on_colour_pictures_leaves_the_pad_to_another_network_and_the_page_says_why(
    visit: Callable[..., AppTest], lab: Laboratory, shown: list[dict[str, Any]]
) -> None:
    app = visit()
    experiment = next(each.experiment for each in PRESETS.values() if each.experiment.data.dataset == "cifar10")
    owner = owner_mark(app.session_state["owner"])
    folder = RunFolder.create(lab.root, RunMeta(id="run", experiment=experiment, owner=owner))
    for events in ([event("queued")], [event("failed", reason="stopped")]):
        folder.append(events)
    app.session_state["session"].run = "run"
    assert (
        reader(app.run())
        == "Read by the network that came with the app: this run takes colour pictures, and the pen has no colour"
    )
    assert shown[-1]["source"] == "pretrained"


def test_a_network_that_is_not_sure_says_so(
    visit: Callable[..., AppTest], engines: FakeEngines, shown: list[dict[str, Any]]
) -> None:
    """The fake engine gives every class a tenth."""
    app = visit()
    app.session_state[pad.DRAWING] = SEVEN
    app.run()
    assert shown[-1]["words"] == "Not sure: perhaps 0"
    assert shown[-1]["note"] == ""


def test_two_digits_and_what_is_unlike_all_training_images_are_said(
    visit: Callable[..., AppTest], shown: list[dict[str, Any]]
) -> None:
    app = visit()
    one = [[0.2, 0.2], [0.2, 0.8]]
    app.session_state[pad.DRAWING] = {**SEVEN, "strokes": [one, [[0.8, y] for _, y in one]]}
    app.run()
    assert "two side by side" in shown[-1]["note"]
    app.session_state[pad.DRAWING] = {**SEVEN, "strokes": [[[0.5, 0.5], [0.52, 0.54]]]}
    app.run()
    assert "smaller than the pen is wide" in shown[-1]["note"]
    app.session_state[pad.DRAWING] = {**SEVEN, "strokes": [[[0.2, 0.2], [0.8, 0.2], [0.8, 0.8], [0.2, 0.8], [0.2, 0.2]]]}
    for _ in range(20):  # the pad asks until the training images have been searched
        app.session_state[pad.RESTED] = True
        app.run()
        if shown[-1]["note"]:
            break
    assert "softmax cannot say “none of these”" in shown[-1]["note"]
    app.session_state[pad.DRAWING] = SEVEN
    app.session_state[pad.RESTED] = True
    app.run()
    assert shown[-1]["note"] == ""


def test_on_build_it_is_read_by_the_run_whose_outputs_are_shown_there(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines, shown: list[dict[str, Any]]
) -> None:
    """Of one drawing, Build said 100.0% and the pad beside it 93.3%: they were of two networks."""
    app = visit()
    mine = app.session_state["session"]
    before = mine.experiment.architecture
    earlier, later = (
        trained(put(app, architecture=before.edit(0, filters=filters)), lab, engines, number, 0.9)
        for number, filters in ((1, 8), (2, 9))
    )
    assert (mine.run, shown[-1]["source"]) == (later, later)
    put(app.switch_page("pages/build.py"), architecture=before.edit(0, filters=8))
    assert (mine.run, shown[-1]["source"]) == (later, earlier)
    assert re.fullmatch(r"Read by small-cnn of [\d:]+, as on the desk", reader(app))
    put(app, architecture=before.edit(0, filters=10))
    assert shown[-1]["source"] == later, "what nobody trained reads nothing"
    put(app, architecture=before.edit(0, filters=8))
    app.switch_page("pages/train.py").run()
    assert shown[-1]["source"] == later, "its curves are those beside the pad"
