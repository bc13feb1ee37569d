"""The engine's own process: how it starts, and that it never outlives the one it was started for."""

import subprocess
import sys

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
