"""A machine is measured once, when nothing trains, and what was found is kept."""

import json
import time

import pytest
from fake_engine import FakeEngines

from cnn_core.engine import Laboratory
from cnn_core.errors import EngineError


@pytest.fixture
def engines():
    return FakeEngines()


def laboratory(home, engines):
    made = Laboratory(home, connect=engines).start()
    assert made.wait_ready(10)
    return made


def measured(lab):
    """What is found by one measurement, which begins when it is first asked for, and is over when it is kept."""
    begun, end = lab.machine.slowness, time.monotonic() + 10
    while begun is None and lab.machine.measuring and time.monotonic() < end:
        time.sleep(0.01)
    return lab.machine.slowness


def test_it_is_measured_once_and_kept(tmp_path, engines):
    lab = laboratory(tmp_path, engines)
    assert measured(lab) == 1.5
    lab.close()
    assert json.loads((tmp_path / "machine.json").read_text())["slowness"] == 1.5
    again = FakeEngines()
    lab = laboratory(tmp_path, again)
    again.nth_client(1).side_tasks["measure"] = EngineError("not asked")
    assert lab.machine.slowness == 1.5
    lab.close()


@pytest.mark.parametrize("content", [b"", b"{", b'{"version": 0, "slowness": 1}', b'{"version": 1, "slowness": -2}', b"[1]"])
def test_a_file_that_says_nothing_of_use_is_measured_anew(tmp_path, engines, content):
    (tmp_path / "machine.json").write_bytes(content)
    lab = laboratory(tmp_path, engines)
    assert measured(lab) == 1.5
    lab.close()


def test_a_measurement_that_fails_leaves_it_unknown(tmp_path, engines):
    lab = laboratory(tmp_path, engines)
    engines.nth_client(1).side_tasks["measure"] = EngineError("the worker died")
    assert measured(lab) is None
    assert not lab.machine.measuring
    lab.close()


def test_it_is_awaited_until_it_is_known_or_cannot_be(tmp_path, engines):
    lab = laboratory(tmp_path, engines)
    assert lab.machine.awaited
    assert measured(lab) == 1.5
    assert not lab.machine.awaited
    lab.close()
    (tmp_path / "machine.json").unlink()
    again = FakeEngines()
    lab = laboratory(tmp_path, again)
    again.nth_client(1).side_tasks["measure"] = EngineError("the worker died")
    assert measured(lab) is None
    assert not lab.machine.awaited
    lab.close()
