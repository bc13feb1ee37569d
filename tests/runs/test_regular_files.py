"""Only regular files are read, and no log waits: a named pipe under the name of a file would be waited for without end."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cnn_core.data.files import read_bytes
from cnn_core.drawing.collection import read_collection
from cnn_core.engine.dask_client.process import _opened
from cnn_core.engine.plan_files import read_plans
from cnn_core.errors import LabError
from cnn_core.runs import RunFolder, list_runs
from cnn_core.runs.annotation import read_annotation
from cnn_core.runs.arrays import load_arrays
from cnn_core.storage.log import LogFile
from pages.widgets.state.desk_file import DeskFile

if not hasattr(os, "mkfifo"):
    pytest.skip("named pipes are not Windows's", allow_module_level=True)

KINDS: dict[str, Callable[[Path], Any]] = {
    "pipe": os.mkfifo,
    "folder": lambda path: path.mkdir(),
    "device": lambda path: path.symlink_to("/dev/zero"),
}


def within_seconds(read: Callable[[], Any]) -> Any:
    """What is read, or the error that it ends in; no test waits for ever."""
    said: list[Any] = []

    def work() -> None:
        try:
            said.append(read())
        except (OSError, LabError) as error:
            said.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(5)
    assert said, "it waits"
    return said[0]


def put(path: Path, kind: str) -> Path:
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    KINDS[kind](path)
    return path


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["run.json", "events.jsonl", "result.json", "annotation.json", "evaluation.npz"])
def test_lists_of_runs_do_not_wait_for_what_is_no_file(folder: RunFolder, kind: str, name: str) -> None:
    put(folder.path / name, kind)
    found = within_seconds(lambda: list_runs(folder.path.parent))
    assert [each.id for each in found] == ([] if name == "run.json" else ["run-1"])


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_cannot_be_read(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))
    path = put(tmp_path / "plans" / "a.json", kind)
    assert within_seconds(lambda: read_collection(path)) == []
    assert within_seconds(lambda: read_plans(path.parent)) == {}
    assert within_seconds(lambda: read_annotation(path.parent)) == read_annotation(tmp_path)
    assert "no regular file" in str(within_seconds(lambda: load_arrays(path)))
    assert "no regular file" in str(within_seconds(lambda: read_bytes(path)))
    desk = DeskFile("ada")
    put(desk.path, kind)
    assert isinstance(within_seconds(desk.read), OSError)
    assert desk.set_aside() is not None


def test_arrays_that_are_none_are_said_to_be_so_in_words_of_our_own(folder: RunFolder) -> None:
    path = folder.path / "evaluation.npz"
    for content in (b"no archive", json.dumps({}).encode(), b"\x80\x04K\x01."):
        path.write_bytes(content)
        said = str(within_seconds(folder.evaluation))
        assert "damaged" in said
        assert "pickle" not in said


def test_a_log_that_is_a_named_pipe_has_no_record_while_nobody_reads_it(tmp_path: Path) -> None:
    path = put(tmp_path / "app.log", "pipe")
    logger = logging.Logger("alone")
    logger.addHandler(LogFile(path))
    within_seconds(lambda: logger.error("nobody reads"))
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK)) as reader:
        within_seconds(lambda: logger.error("somebody reads"))
        assert reader.read().endswith("somebody reads\n")


def test_an_engine_starts_beside_a_log_that_is_a_named_pipe(tmp_path: Path) -> None:
    path = put(tmp_path / "engine.log", "pipe")
    with within_seconds(lambda: _opened(path)) as file:
        assert file is None
