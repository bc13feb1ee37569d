import threading

from cnn_core.engine.dask_client.worker_exits import WorkerExits
from cnn_core.engine.host.nanny import EXITS, OUT_OF_MEMORY

GB = 2**30


class FakeClient:
    def __init__(self):
        self.handlers = {}

    def subscribe_topic(self, topic, handler):
        self.handlers[topic] = handler

    def notice(self, topic, **content):
        self.handlers[topic]((0.0, content))


def test_a_notice_that_came_before_the_question_answers_it():
    client = FakeClient()
    deaths = WorkerExits(client)
    client.notice(EXITS, worker="tcp://a", exit_code=-11, memory_limit=GB)
    assert "segmentation fault" in deaths.sentence("tcp://a")


def test_a_notice_that_comes_a_moment_later_is_waited_for():
    client = FakeClient()
    deaths = WorkerExits(client)
    threading.Timer(0.1, lambda: client.notice(EXITS, worker="tcp://a", exit_code=-9, memory_limit=GB)).start()
    assert "signal 9" in deaths.sentence("tcp://a")


def test_a_worker_that_was_over_its_limit_is_not_called_ended_from_outside():
    client = FakeClient()
    deaths = WorkerExits(client)
    client.notice(OUT_OF_MEMORY, worker="tcp://a", pid=1, rss=3 * GB)
    client.notice(EXITS, worker="tcp://a", exit_code=-15, memory_limit=2 * GB)
    assert "needed more than 2.0 GB" in deaths.sentence("tcp://a")


def test_without_a_notice_nobody_knows_why(monkeypatch):
    monkeypatch.setattr("cnn_core.engine.dask_client.worker_exits.NOTICE_SECONDS", 0.01)
    assert "without saying why" in WorkerExits(FakeClient()).sentence("tcp://a")


def test_the_death_of_another_worker_is_not_taken_for_this_ones(monkeypatch):
    monkeypatch.setattr("cnn_core.engine.dask_client.worker_exits.NOTICE_SECONDS", 0.01)
    client = FakeClient()
    deaths = WorkerExits(client)
    client.notice(EXITS, worker="tcp://b", exit_code=-9, memory_limit=GB)
    assert "without saying why" in deaths.sentence("tcp://a")
