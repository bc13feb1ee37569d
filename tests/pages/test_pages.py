"""The whole app without a browser: every page opens, one person's work is their own, and refusals are sentences."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from cnn_core.desk import start
from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.spec import MaxPooling2D
from pages.widgets import laboratory as shelf
from tests.engine.fake_engine import FakeEngines, batches, epoch, started

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("data", "build", "train", "evaluate", "draw")


_made = PagesManager.__init__


def _no_page_scripts(manager: PagesManager, *arguments: Any, **options: Any) -> None:
    """AppTest forgets between runs what a server learns from st.navigation: that pages/ is no list of scripts."""
    _made(manager, *arguments, **options)
    PagesManager.uses_pages_directory = False


@pytest.fixture
def engines() -> FakeEngines:
    return FakeEngines()


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engines: FakeEngines) -> Iterator[Laboratory]:
    """A laboratory whose engine is a fake, in a home of its own, in place of the one the pages would start."""
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))
    monkeypatch.setattr(PagesManager, "__init__", _no_page_scripts)
    st.cache_resource.clear()
    made = Laboratory(tmp_path, connect=engines)
    assert made.wait_ready(10)
    monkeypatch.setattr(shelf, "Laboratory", lambda home: made)
    yield made
    made.close()
    st.cache_resource.clear()


@pytest.fixture
def visit(lab: Laboratory) -> Callable[..., AppTest]:
    """Opens the app as a person; the same name is the same browser."""

    def open_as(person: str = "ada-" + "x" * 24, page: str = "build") -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.session_state["owner"] = person
        app.run()
        return app.switch_page(f"pages/{page}.py").run()

    return open_as


def button(app: AppTest, label: str) -> object:
    return next(each for each in app.button if each.label == label)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_without_an_error(visit: Callable[..., AppTest], page: str) -> None:
    app = visit(page=page)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == page.capitalize()


def test_train_shows_the_curve_of_the_run_it_started(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app = visit()
    button(app, "Train").click().run()
    assert app.title[0].value == "Train"
    run = app.session_state["session"].run
    job = engines.nth_link(1).nth_job(1)
    assert job.run == run
    job.send(started(), batches(1, 2.0, 1.0), epoch(1))
    lab.wait(run, lambda state: len(state.history) == 1, 10)
    app.run()
    assert any("Epoch 1 of 2" in each.value for each in app.markdown)


def test_two_people_see_their_own_runs_and_the_second_its_place(visit: Callable[..., AppTest], engines: FakeEngines) -> None:
    ada, ben = visit("ada-" + "x" * 24), visit("ben-" + "x" * 24)
    button(ada, "Train").click().run()
    engines.nth_link(1).nth_job(1)
    button(ben, "Train").click().run()
    assert ada.session_state["session"].run != ben.session_state["session"].run
    assert any("umber 1 in the queue" in each.value for each in ben.markdown)
    assert not any("in the queue" in each.value for each in ada.markdown)


def test_a_run_that_fails_says_why_and_the_page_lives(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app = visit()
    button(app, "Train").click().run()
    run = app.session_state["session"].run
    engines.nth_link(1).nth_job(1).send(started())
    lab.wait(run, lambda state: state.status == "running", 10)
    engines.nth_link(1).die()
    lab.wait(run, lambda state: state.ended, 10)
    app.switch_page("pages/train.py").run()
    assert any("Failed" in each.value for each in app.error)
    assert not button(app, "Train again from scratch").disabled


def test_a_network_that_does_not_fit_cannot_be_trained_and_the_button_says_why(visit: Callable[..., AppTest]) -> None:
    app = visit()
    mine = app.session_state["session"]
    broken = PRESETS["small-cnn"].experiment
    architecture = broken.architecture
    for _ in range(4):
        architecture = architecture.insert(0, MaxPooling2D())
    mine.put(mine.desk.edit(replace(broken, architecture=architecture)))
    app.run()
    assert button(app, "Train").disabled
    assert "does not fit" in button(app, "Train").help


def test_a_reload_finds_the_desk_as_it_was(visit: Callable[..., AppTest]) -> None:
    app = visit()
    mine = app.session_state["session"]
    mine.put(mine.desk.edit(PRESETS["lenet-5"].experiment))
    again = visit()
    assert again.session_state["session"].experiment == PRESETS["lenet-5"].experiment
    assert again.session_state["session"].desk.undo().experiment == PRESETS["small-cnn"].experiment


@pytest.mark.parametrize(
    "saved", ["", "{", "[]", json.dumps({"desk": {}, "run": 3}), json.dumps({"desk": start(PRESETS["mlp"].experiment).to_json()})]
)
def test_a_damaged_desk_gives_the_default_one(visit: Callable[..., AppTest], tmp_path: Path, saved: str) -> None:
    visit()
    for desk in (tmp_path / "desks").glob("*.json"):
        desk.write_text(saved)
    assert visit().session_state["session"].experiment == PRESETS["small-cnn"].experiment


def test_a_run_of_somebody_else_cannot_be_opened_through_a_desk(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    ada = visit("ada-" + "x" * 24)
    button(ada, "Train").click().run()
    run = ada.session_state["session"].run
    ben = visit("ben-" + "x" * 24)
    ben.session_state["session"].show_run(run)
    assert visit("ben-" + "x" * 24).session_state["session"].run == "pretrained"


def test_another_dataset_changes_the_networks_input(visit: Callable[..., AppTest]) -> None:
    app = visit(page="data")
    app.session_state["dataset"] = "digits"
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, dataset="digits"))
    app.run()
    assert not app.exception
    assert mine.experiment.architecture.input_shape == (8, 8, 1)


def test_an_optimizer_brings_its_own_rate(visit: Callable[..., AppTest]) -> None:
    app = visit(page="train")
    next(box for box in app.selectbox if box.key == "optimizer").select("Adadelta").run()
    assert app.session_state["session"].experiment.training.optimizer.learning_rate == 1.0
