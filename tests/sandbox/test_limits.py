"""The limits of a process that reads foreign files, on systems that have them, refuse them, or have tighter ones already."""

import io
import subprocess
import sys
from types import SimpleNamespace

import pytest

from cnn_core.sandbox.limits import broken, limit
from cnn_core.storage.log import app_log

UNLIMITED = -1


class FakeResource(SimpleNamespace):
    """A `resource` module whose limits are all `hard`; setting those in `refused` fails as it does on macOS."""

    def __init__(self, hard=UNLIMITED, refused=(), missing=()):
        names = [name for name in ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_CORE") if name not in missing]
        super().__init__(RLIM_INFINITY=UNLIMITED, **{name: name for name in names})
        self.hard, self.refused, self.set = hard, refused, {}

    def getrlimit(self, which):
        return self.hard, self.hard

    def setrlimit(self, which, limits):
        if which in self.refused or (self.hard != UNLIMITED and max(limits) > self.hard):
            raise ValueError("current limit exceeds maximum limit")
        self.set[which] = limits


def limited_by(fake, monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", fake)
    limit(memory=1000, cpu_seconds=20, file_bytes=300)
    return fake.set


def test_every_limit_is_set_where_none_is(monkeypatch):
    assert limited_by(FakeResource(), monkeypatch) == {
        "RLIMIT_AS": (1000, 1000),
        "RLIMIT_CPU": (20, 20),
        "RLIMIT_FSIZE": (300, 300),
        "RLIMIT_CORE": (0, 0),
    }


def test_a_limit_that_the_system_refuses_leaves_the_others(monkeypatch):
    others = {"RLIMIT_CPU": (20, 20), "RLIMIT_FSIZE": (300, 300), "RLIMIT_CORE": (0, 0)}
    assert limited_by(FakeResource(refused=["RLIMIT_AS"]), monkeypatch) == others
    assert limited_by(FakeResource(missing=["RLIMIT_AS"]), monkeypatch) == others


def test_a_tighter_limit_stays(monkeypatch):
    assert limited_by(FakeResource(hard=100), monkeypatch) == {
        "RLIMIT_AS": (100, 100),
        "RLIMIT_CPU": (20, 20),
        "RLIMIT_FSIZE": (100, 100),
        "RLIMIT_CORE": (0, 0),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other limits")
def test_a_process_in_a_tight_container_keeps_the_limit_of_the_container():
    program = (
        "import resource\nfrom cnn_core.sandbox.limits import limit\n"
        "resource.setrlimit(resource.RLIMIT_AS, (700 * 2**20, 700 * 2**20))\n"
        "limit(1000 * 2**20, 10, 2**20)\nprint(resource.getrlimit(resource.RLIMIT_AS)[0] >> 20)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.strip(), done.stderr) == ("700", "")


def test_why_a_process_broke_is_in_the_log_that_its_sentence_names(caplog):
    stderr = io.BytesIO(b"x" * 20_000 + b"\nModuleNotFoundError: No module named 'h5py'\n")
    sentence = broken("digits.zip", 1, stderr)
    assert sentence == (
        "digits.zip could not be read, because the process that reads it broke before it could answer. "
        f"It was not taken; the details are in {app_log()}."
    )
    assert "'digits.zip' ended with exit code 1" in caplog.text
    assert "No module named 'h5py'" in caplog.text
    assert len(caplog.text) < 9000


def test_a_process_that_was_ended_took_too_much(caplog):
    assert broken("digits.zip", -9, io.BytesIO()).startswith("digits.zip takes more memory or time than it may")
    assert "exit code -9" in caplog.text
