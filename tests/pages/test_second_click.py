"""A second click on a button, before the page has answered the first, does nothing that the first has not done."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.errors import DatasetError
from cnn_core.runs import list_runs
from cnn_core.uploads.making.found import Wish
from pages.widgets.state.upload import Upload
from tests.engine.fake_engine import FakeEngines, batches, epoch, started


@pytest.fixture(autouse=True)
def every_click_is_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls what a button calls twice in one run, as when the page has not been drawn anew between two clicks."""
    shipped = st.button

    def button(label: str, **options: Any) -> bool:
        if once := options.get("on_click"):

            def twice(*arguments: Any) -> None:
                once(*arguments)
                once(*arguments)

            options["on_click"] = twice
        return shipped(label, **options)

    monkeypatch.setattr(st, "button", button)


def press(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.button if each.label.startswith(label)).click().run()


def test_train_makes_one_run(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = visit().button(key="sidebar-train").click().run()
    assert not app.error
    assert [folder.id for folder in list_runs(lab.root)] == [app.session_state["session"].run]


def test_train_on_makes_one_run(visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines) -> None:
    app = visit().button(key="sidebar-train").click().run()
    job = engines.nth_client(1).nth_job(1)
    job.send(started(), batches(1, 2.0, 1.0), epoch(1))
    job.end()
    lab.wait(job.run, timeout=10)
    press(app.switch_page("pages/train.py").run(), "Train on")
    assert not app.error
    assert sorted(lab.folder(run.id).meta.parent or "none" for run in list_runs(lab.root)) == sorted(["none", job.run])


def test_variations_are_queued_once_and_with_other_settings_once_more(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = visit(page="compare")
    app.multiselect(key="variations").set_value(["mlp", "lenet-5"]).run()
    press(app, "Queue 2")
    first = app.session_state["compared"]
    assert sorted(folder.id for folder in list_runs(lab.root)) == sorted(first)
    app.radio(key="variations how").set_value("all with the data and settings of the desk").run()
    press(app, "Queue 2")
    assert len(list_runs(lab.root)) == 4
    assert not set(app.session_state["compared"]) & set(first)


def test_one_upload_is_taken_once_and_one_that_failed_can_be_taken_again(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, begun = threading.Event(), []

    def take(file: object, name: str, wish: object, title: str, owner: str, progress: object, answers: object) -> str:
        begun.append(title)
        assert go_on.wait(10)
        if title == "bad":
            raise DatasetError("This name is taken.")
        return title

    monkeypatch.setattr("pages.widgets.state.upload.take", take)
    monkeypatch.setattr("pages.widgets.state.upload.look_into", lambda *arguments: None)
    upload = Upload("flowers.zip", io.BytesIO())
    for title in ("bad", "good", "good"):
        upload.take(Wish(size=(8, 8), colour=True), "bad" if not go_on.is_set() else title, "ada")
        upload.take(Wish(size=(8, 8), colour=True), title, "ada")
        go_on.set()
        assert upload.taking is not None
        assert upload.taking.wait(10)
    assert begun == ["bad", "good"]


def test_a_file_is_made_once(visit: Callable[..., AppTest], lab: Laboratory, monkeypatch: pytest.MonkeyPatch) -> None:
    made, go_on = [], threading.Event()
    save = lab.save

    def save_slowly(run: str, kind: str, raw: bool) -> bytes:
        made.append(kind)
        assert go_on.wait(10)
        return save(run, kind, raw)

    monkeypatch.setattr(lab, "save", save_slowly)
    app = visit(page="evaluate")
    app.button(key="make file").click().run()
    making = app.session_state["file being made"]
    assert not [each for each in app.button if each.key == "make file"]
    go_on.set()
    assert making.work.wait(10)
    app.run()
    assert made == ["bundle"]
    assert [file.wanted[1] for file in app.session_state["saved file"]] == ["bundle"]
