"""`engine`: one that starts, answers, and leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from cnn_core.engine.dask_client.start import start as connect
from cnn_core.engine.protocol.client import Listener
from cnn_core.errors import EngineError

ROOT = Path(__file__).parents[2]


def start(home, *options):
    environment = {name: value for name, value in os.environ.items() if name != "CNN_LAB_SCHEDULER"} | {"CNN_LAB_HOME": str(home)}
    command = [sys.executable, "-m", "cnn_core", "engine", "--json", *options]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_check_measures_the_start_and_the_round_trip(tmp_path):
    process = start(tmp_path, "--check")
    out, err = process.communicate(timeout=240)
    assert process.returncode == 0, err
    measured = json.loads(out)
    assert 0 < measured["seconds_to_ready"] < 120
    assert measured["train_slots"] >= 1
    assert measured["trains"].endswith(("on the processor", "graphics card", "graphics cards"))
    assert 0 < measured["round_trip_ms"] <= measured["first_ms"]


def told_by(process):
    lines = []
    while not lines or lines[-1] != "}\n":
        lines.append(process.stdout.readline())
        assert lines[-1], process.stderr.read()
    return json.loads("".join(lines))


def test_an_engine_is_reached_from_its_own_home_alone_until_ctrl_c_and_leaves_nothing_behind(tmp_path, monkeypatch):
    process = start(tmp_path / "home")
    try:
        told = told_by(process)
        assert told["address"].startswith("tls://127.0.0.1:")
        monkeypatch.setenv("CNN_LAB_SCHEDULER", told["address"])
        deaf = Listener(lambda message: None, lambda slots: None)
        connect(tmp_path / "home", deaf).close()
        with pytest.raises(EngineError, match=r"tls://.*needs a key"):
            connect(tmp_path / "other", deaf)
        key = Path(told["key"])
        assert "PRIVATE KEY" in key.read_text()
        if os.name != "nt":
            assert (key.stat().st_mode & 0o777, key.parent.stat().st_mode & 0o777) == (0o600, 0o700)
        engine = psutil.Process(told["pid"])
        below = [engine, *engine.children(recursive=True)]
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out, err) == (0, "", "")
        assert psutil.wait_procs(below, timeout=5)[1] == []
        assert not key.exists()
    finally:
        process.kill()
