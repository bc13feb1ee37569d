"""What is done about a job that was told to stop, against a client that is a few answers."""

import threading
from types import SimpleNamespace

import pytest

from cnn_core.engine.dask_client import enforced_stop
from cnn_core.engine.dask_client.enforced_stop import NOWHERE, enforce_stop


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    for name in ("STOP_SECONDS", "END_SECONDS", "REMOVAL_SECONDS"):
        monkeypatch.setattr(enforced_stop, name, 0.05)


class FakeClient:
    """`answered` is whether the training saw the stop; `busy` maps workers to their jobs; `end` is what ending a worker does."""

    def __init__(self, answered=False, busy=None, end=lambda: None):
        self.answers = {"event_is_set": answered, "processing": busy or {}}
        self.scheduler = SimpleNamespace(event_is_set="event_is_set", processing="processing")
        self.end, self.ended = end, []

    def sync(self, call, **arguments):
        return self.answers[call]

    def run(self, function, nanny, workers):
        self.ended += workers
        self.end()


def stopped(client, over=None):
    """What is said of the job: "given up", and the worker that it is lost with."""
    said = []
    enforce_stop(client, "a", "train-a", over or threading.Event(), lambda: said.append("given up"), said.append)
    return said


def test_a_job_that_ends_is_left_alone():
    over = threading.Event()
    over.set()
    client = FakeClient(busy={"w": ["train-a"]})
    assert (stopped(client, over), client.ended) == ([], [])


def test_the_worker_of_one_that_does_not_answer_is_ended_and_its_death_ends_the_job():
    over = threading.Event()
    client = FakeClient(busy={"v": ["train-b"], "w": ["train-a"]}, end=over.set)
    assert (stopped(client, over), client.ended) == (["given up"], ["w"])


def test_one_that_answers_has_longer_to_save_and_then_is_ended_too(monkeypatch):
    monkeypatch.setattr(enforced_stop, "END_SECONDS", 5.0)
    over = threading.Event()
    threading.Timer(0.3, over.set).start()
    assert stopped(FakeClient(answered=True, busy={"w": ["train-a"]}), over) == []
    monkeypatch.setattr(enforced_stop, "END_SECONDS", 0.05)
    assert stopped(FakeClient(answered=True, busy={"w": ["train-a"]})) == ["given up", "w"]


def test_a_worker_that_nobody_can_end_loses_its_job():
    def no_nanny():
        raise ValueError("there is no nanny")

    assert stopped(FakeClient(busy={"w": ["train-a"]}, end=no_nanny)) == ["given up", "w"]


def test_a_job_that_no_worker_has_is_lost():
    client = FakeClient()
    assert (stopped(client), client.ended) == (["given up", NOWHERE], [])
