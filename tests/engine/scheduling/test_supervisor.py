"""The thread that keeps an engine running survives whatever happens in it."""

from __future__ import annotations

import asyncio
import logging
import threading

import pytest
from fake_engine import FakeLink

from cnn_core.engine.protocol.client import Listener
from cnn_core.engine.protocol.status import Slots
from cnn_core.engine.scheduling import supervisor as supervising
from cnn_core.engine.scheduling.supervisor import Supervisor


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(supervising, "FIRST_DELAY", 0.01)
    monkeypatch.setattr(supervising, "MAX_DELAY", 0.02)


class Trouble(logging.Handler):
    """A log on a disk that cannot be written to, as Python's own handlers behave there."""

    def emit(self, record):
        raise OSError(30, "Read-only file system")


@pytest.fixture
def bad_log():
    logger, handler = logging.getLogger("cnn_lab.engine"), Trouble()
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)


ERRORS = [
    OSError(30, "Read-only file system"),
    asyncio.CancelledError(),
    RuntimeError("can't start new thread"),
    SystemExit(1),
    MemoryError(),
]


def ready_after(failures, changed=lambda: None):
    """Whether an engine comes up after these failures."""
    waiting = list(failures)

    def connect(listener: Listener):
        if waiting:
            raise waiting.pop(0)
        listener.slots(Slots(1, 1))
        return FakeLink(listener)

    supervisor = Supervisor(connect, lambda message: None, changed)
    supervisor.start()
    try:
        return supervisor.wait_ready(10)
    finally:
        supervisor.close()


@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_an_engine_is_tried_again_whatever_it_fails_with(error):
    assert ready_after([error, error])


@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_even_if_the_failure_cannot_be_logged(error, bad_log):
    assert ready_after([error, error])


def test_whoever_listens_for_changes_may_fail(bad_log):
    calls = threading.Event()

    def changed():
        calls.set()
        raise RuntimeError("can't start new thread")

    assert ready_after([], changed)
    assert calls.is_set()
