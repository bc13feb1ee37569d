"""Stop and pause in a worker, against a scheduler that is a dictionary."""

import asyncio
import threading
from collections import defaultdict
from types import SimpleNamespace

import pytest

from cnn_core.engine.worker.signals import Signals, begin, name_of


class FakeScheduler:
    """The five calls of Dask's event extension, on one event loop."""

    def __init__(self, loop):
        self.loop, self.flags, self.questions = loop, defaultdict(asyncio.Event), 0

    async def event_wait(self, name, timeout):
        self.questions += 1
        try:
            await asyncio.wait_for(self.flags[name].wait(), timeout)
        except TimeoutError:
            return False
        return True

    async def event_is_set(self, name):
        return self.flags[name].is_set()

    async def event_set(self, name):
        self.flags[name].set()

    async def event_clear(self, name):
        self.flags[name].clear()

    def put(self, signal, on=True):
        flag = self.flags[name_of(signal, "run")]
        self.loop.call_soon_threadsafe(flag.set if on else flag.clear)


@pytest.fixture
def worker():
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield SimpleNamespace(loop=SimpleNamespace(asyncio_loop=loop), scheduler=FakeScheduler(loop))

    async def end():
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    asyncio.run_coroutine_threadsafe(end(), loop).result(5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    loop.close()


def becomes(question, wanted=True):
    """Whether the answer is as wanted within five seconds."""
    waiting = threading.Event()
    return any(question() is wanted or waiting.wait(0.01) for _ in range(500))


def test_nothing_is_wanted_at_first(worker):
    with Signals(worker, "run") as signals:
        assert not signals.stopped()
        assert not signals.paused()


def test_stop_arrives(worker):
    with Signals(worker, "run") as signals:
        worker.scheduler.put("stop")
        assert becomes(signals.stopped)


def test_a_stop_is_answered_though_the_training_has_no_time_to_look(worker):
    """It may be in a compilation of ten seconds, and is not to be ended as one that does not answer."""
    answered = worker.scheduler.flags[name_of("answered", "run")]
    with Signals(worker, "run") as signals:
        assert not signals.stopped()
        assert not answered.is_set()
        worker.scheduler.put("stop")
        assert becomes(answered.is_set)
        assert signals.stopped()


def test_a_stop_from_before_the_run_began_counts(worker):
    worker.scheduler.put("stop")
    with Signals(worker, "run") as signals:
        assert becomes(signals.stopped)


def test_pause_comes_goes_and_comes_again(worker):
    with Signals(worker, "run") as signals:
        for wanted in (True, False, True, False):
            worker.scheduler.put("pause", wanted)
            assert becomes(signals.paused, wanted)


def test_a_step_is_taken_once_and_only_in_a_pause(worker):
    with Signals(worker, "run") as signals:
        worker.scheduler.put("pause")
        assert becomes(signals.paused)
        assert signals.step() == ""
        for wanted in ("batch", "epoch"):
            worker.scheduler.put(wanted)
            assert becomes(lambda: signals._step != "")
            assert (signals.step(), signals.step()) == (wanted, "")
            assert not worker.scheduler.flags[name_of(wanted, "run")].is_set()


def test_a_wish_for_another_rate_arrives_once_each_time(worker):
    with Signals(worker, "run") as signals:
        taken = []
        for wish in ("slower", "faster", "slower"):
            worker.scheduler.put(wish)
            assert becomes(lambda: bool(signals._factors))
            taken += signals.rate_factors()
        assert taken == [0.5, 2.0, 0.5]
        assert signals.rate_factors() == []


def test_a_question_that_waits_too_long_is_asked_again(worker, monkeypatch):
    monkeypatch.setattr("cnn_core.engine.worker.signals.ASK_AGAIN", 0.02)
    with Signals(worker, "run") as signals:
        assert becomes(lambda: worker.scheduler.questions > 6)
        worker.scheduler.put("stop")
        assert becomes(signals.stopped)


def test_signals_to_other_runs_are_not_heard(worker):
    with Signals(worker, "other") as signals:
        worker.scheduler.put("stop")
        worker.scheduler.put("pause")
        assert becomes(lambda: worker.scheduler.questions >= 2)
        assert not signals.stopped()
        assert not signals.paused()


def test_a_run_begins_once(worker):
    assert begin(worker, "run")
    assert not begin(worker, "run")
    assert begin(worker, "another")
