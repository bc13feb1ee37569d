"""A fault of the app is found where its sentence says, and nothing is changed by importing alone."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine.dask_client.log import DASK, OWN, log_into
from cnn_core.storage.log import app_log, log_app
from pages.widgets.shell import sidebar

ROOT = Path(__file__).resolve().parents[3]
LOGGERS = [logging.getLogger(name) for name in ("cnn_lab", *OWN, *DASK)]


@pytest.fixture(autouse=True)
def loggers_as_before() -> Iterator[None]:
    before = [(each, list(each.handlers), each.level, each.propagate) for each in LOGGERS]
    yield
    for logger, handlers, level, propagate in before:
        for each in logger.handlers:
            if each not in handlers:
                each.close()
        logger.handlers[:] = handlers
        logger.setLevel(level)
        logger.propagate = propagate


def test_a_page_that_fails_names_the_file_that_has_the_details_and_stderr_has_them_too(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(sidebar, "_time_line", broken)
    app = visit()
    (alert,) = app.sidebar.error
    log = tmp_path / "app.log"
    assert f"The details are in {log}." in alert.value.replace("\\", "")
    for said in (log.read_text(), capsys.readouterr().err):
        assert "ZeroDivisionError: a fault of ours" in said
        assert "Traceback" in said


def test_pages_do_not_log_where_the_engine_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))
    log_app()
    log_into(tmp_path / "engine.log")
    for name in ("pages", "uploads", "engine", "recorder"):
        logging.getLogger(f"cnn_lab.{name}").error("from the %s", name)
    lines = {name: (tmp_path / name).read_text().splitlines() for name in ("app.log", "engine.log")}
    assert [line.split(" ", 2)[2] for line in lines["app.log"]] == [
        "cnn_lab.pages ERROR from the pages",
        "cnn_lab.uploads ERROR from the uploads",
    ]
    assert [line.split(" ", 2)[2] for line in lines["engine.log"]] == [
        "cnn_lab.engine ERROR from the engine",
        "cnn_lab.recorder ERROR from the recorder",
    ]


def test_a_log_that_is_opened_for_every_page_has_each_line_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path / "first"))
    log_app()
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path / "second"))
    log_app()
    log_app()
    logging.getLogger("cnn_lab.pages").error("once")
    assert app_log().read_text().count("once") == 1
    assert not (tmp_path / "first" / "app.log").exists()


def test_where_no_file_can_be_written_stderr_has_what_goes_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path / "file"))
    log_app()
    logging.getLogger("cnn_lab.pages").error("still said")
    assert "still said" in capsys.readouterr().err


def test_importing_changes_neither_the_logs_nor_streamlit() -> None:
    program = (
        "import importlib, logging, pathlib\n"
        "from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests\n"
        "shipped = ScriptRequests._request_rerun_locked\n"
        "for path in pathlib.Path('pages/widgets').rglob('*.py'):\n"
        "    importlib.import_module('.'.join(path.with_suffix('').parts))\n"
        "import cnn_core.engine.dask_client.start\n"
        "assert ScriptRequests._request_rerun_locked is shipped\n"
        "assert not logging.getLogger('cnn_lab').handlers\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_a_server_that_crashes_says_in_which_line_of_python(tmp_path: Path) -> None:
    program = (
        "import asyncio, ctypes\n"
        "from pages.widgets.shell.startup import serving\n"
        "async def served():\n"
        "    async with serving(None):\n"
        "        ctypes.string_at(0)\n"
        "asyncio.run(served())\n"
    )
    environment = {**os.environ, "CNN_LAB_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode < 0
    assert "Segmentation fault" in done.stderr
    assert 'File "<string>", line 5 in served' in done.stderr
