"""The engine's own process: how it starts, and that it never outlives the one it was started for."""

import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from cnn_core.engine.dask_client.log import log_file
from cnn_core.engine.dask_client.process import EngineProcess
from cnn_core.errors import EngineError


def engine(*arguments, **named):
    return subprocess.run([sys.executable, "-m", "cnn_core.engine", *arguments], capture_output=True, timeout=60, **named)


@pytest.mark.parametrize("arguments", [(), ("one",), ("1", "2")])
def test_wrong_arguments_give_one_line_and_exit_code_two(arguments):
    answer = engine(*arguments)
    assert answer.returncode == 2
    assert answer.stderr.decode().splitlines() == ["usage: python -m cnn_core.engine PARENT_PID"]


def test_an_engine_for_a_process_that_is_gone_ends_at_once():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert not psutil.pid_exists(gone.pid)
    assert engine(str(gone.pid), stdin=subprocess.DEVNULL).returncode == 0


def test_an_engine_whose_pipe_is_closed_ends_though_its_parent_lives():
    assert engine(str(psutil.Process().pid), input=b"").returncode == 0


def test_an_engine_that_cannot_start_says_where_the_reason_stands(tmp_path, monkeypatch):
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho no engine today >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    log = tmp_path / "engine.log"
    with pytest.raises(EngineError, match=r"engine\.log"):
        EngineProcess(log).access(timeout=30)
    assert log.read_text() == "no engine today\n"


def test_a_log_that_has_grown_large_is_set_aside(tmp_path):
    path = log_file(tmp_path / "home")
    path.write_bytes(b"x" * (2 * 2**20 + 1))
    assert not log_file(tmp_path / "home").exists()
    assert (tmp_path / "home" / "engine.log.1").exists()


def scratch_of(home, folder, monkeypatch):
    """Where the workers of an engine for this home have their folders, and the engine's process."""
    monkeypatch.delenv("DASK_TEMPORARY_DIRECTORY", raising=False)
    said = folder / "said"
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nprintf %s "$DASK_TEMPORARY_DIRECTORY" > {said}\n')
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    process = EngineProcess(home / "engine.log")
    assert process.wait(30) == 0
    return Path(said.read_text()), process


def test_the_folders_of_the_workers_lie_in_the_home(tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    place, _ = scratch_of(home, tmp_path, monkeypatch)
    assert place == home
    assert [each.name for each in home.iterdir()] == ["engine.log"]


def test_where_the_home_cannot_be_written_they_lie_where_nobody_else_can_write_and_go_with_the_engine(tmp_path, monkeypatch):
    place, process = scratch_of(tmp_path / "nowhere", tmp_path, monkeypatch)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert place.parent == Path(tempfile.gettempdir())
    process.end()
    assert not place.exists()
