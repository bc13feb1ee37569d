"""A training whose epochs are quicker than the disk, which takes its checkpoints while the next epoch is trained."""

import time
from contextlib import contextmanager

import numpy as np
import pytest
from fake_engine import WEIGHTS, done, epoch, started

from cnn_core.engine.protocol.job import Job
from cnn_core.engine.scheduling.recorder import Recorder
from cnn_core.engine.worker import tasks
from cnn_core.runs import RunFolder, RunMeta

EPOCHS = 6


class FakeWorker:
    """A worker whose messages go to a recorder at once."""

    address = "tcp://there"

    def __init__(self, recorder):
        self._recorder = recorder

    def log_event(self, topic, message):
        self._recorder.receive(message)


class SlowFolder(RunFolder):
    """A run on a disk that needs `seconds` for a checkpoint."""

    seconds = 0.15

    def save_checkpoint(self, epoch, weights, state):
        time.sleep(self.seconds)
        super().save_checkpoint(epoch, weights, state)


@contextmanager
def collected(worker, run, number):
    yield tasks.collect(run, number)
    tasks.release(run, number)


@pytest.fixture
def folder(tmp_path, experiment):
    made = RunFolder.create(tmp_path, RunMeta(id="late", experiment=experiment))
    return SlowFolder(made.path)


@pytest.fixture
def recorder(folder):
    made = Recorder(collected, lambda run: None)
    made.start()
    made.open(folder)
    yield made
    made.close()


@pytest.fixture
def sink(recorder):
    return tasks.Messages(FakeWorker(recorder), Job(run="late", topic="", experiment={}, fingerprint=""))


def train(sink, folder):
    """Epochs that take no time; for each, how many were lost if all ended as soon as its end is told."""
    lost = []
    sink.emit(started(epochs=EPOCHS))
    for number in range(1, EPOCHS + 1):
        sink.emit(epoch(number))
        resume = folder.resume()
        lost.append(number - (resume.epoch if resume else 0))
        sink.checkpoint(number, WEIGHTS, {"optimizer.0": np.int64(number)})
    return lost


def test_at_the_end_of_an_epoch_the_one_before_it_is_on_the_disk(sink, folder, recorder):
    assert train(sink, folder) == [1] * EPOCHS
    recorder.end("late", done(sink.sent))
    assert recorder.wait("late", lambda state: state.ended, 10)
    assert folder.epochs() == list(range(1, EPOCHS + 1))


def test_a_disk_that_is_far_too_slow_is_waited_for_once_and_every_checkpoint_comes_in(sink, folder, recorder, monkeypatch):
    monkeypatch.setattr(tasks, "BEHIND_SECONDS", 0.05)
    began = time.monotonic()
    train(sink, folder)
    assert time.monotonic() - began < 2 * SlowFolder.seconds
    recorder.end("late", done(sink.sent))
    assert recorder.wait("late", lambda state: state.ended, 10)
    assert folder.epochs() == list(range(1, EPOCHS + 1))
    assert folder.resume().epoch == EPOCHS
