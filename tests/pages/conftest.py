"""The app without a browser and without an engine, for the tests of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest

from cnn_core.data.dataset import Dataset
from cnn_core.data.load import load_local
from cnn_core.engine import Laboratory
from pages.widgets.state import datasets
from pages.widgets.state import laboratory as shelf
from tests.engine.fake_engine import FakeEngines
from tests.pages.as_served import as_served

ROOT = Path(__file__).resolve().parents[2]

_bundled = cache(load_local)


def _load_once(name: str) -> Dataset:
    """The images that come with the program are read and checked once for all tests, as a server does for all visitors."""
    return _bundled(name) if name in ("mnist-mini", "digits") else load_local(name)


@pytest.fixture
def engines() -> FakeEngines:
    return FakeEngines()


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engines: FakeEngines) -> Iterator[Laboratory]:
    """A laboratory whose engine is a fake, in a home of its own, in place of the one the pages would start."""
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))
    as_served(monkeypatch.setattr)
    monkeypatch.setattr(datasets, "load_local", _load_once)
    st.cache_resource.clear()
    monkeypatch.setattr(shelf, "_only", [])
    made = Laboratory(tmp_path, connect=engines).start()
    assert made.wait_ready(10)
    monkeypatch.setattr(shelf, "Laboratory", lambda home: SimpleNamespace(start=lambda: made))
    yield made
    made.close()
    st.cache_resource.clear()


@pytest.fixture
def visit(lab: Laboratory) -> Callable[..., AppTest]:
    """Opens the app as a person; the same name is the same browser."""

    def open_as(person: str = "ada-" + "x" * 24, page: str = "build") -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.session_state["owner"] = person
        return (app if page == "build" else app.switch_page(f"pages/{page}.py")).run()

    return open_as


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], Any]]:
    """File name -> what Streamlit calls when somebody downloads it."""
    found: dict[str, Callable[[], Any]] = {}
    shipped = MediaFileManager.add_deferred

    def add_deferred(manager: MediaFileManager, data: Callable[[], Any], *arguments: Any, **options: Any) -> str:
        found[options["file_name"]] = data
        return shipped(manager, data, *arguments, **options)

    monkeypatch.setattr(MediaFileManager, "add_deferred", add_deferred)
    return found
