"""A disk that takes nothing more during a training: the run ends in words, and its end is written once there is room again."""

import errno
import os
import shutil
import time

import pytest
from fake_engine import batches, done, epoch, started

from cnn_core.engine.protocol import failure_words
from cnn_core.engine.protocol.job import Report
from cnn_core.engine.scheduling import recorder as module


class Disk:
    """Takes what a folder appends, unless it is full."""

    def __init__(self, folder, monkeypatch):
        self.append, self.full = folder.append, True
        monkeypatch.setattr(folder, "append", self)

    def __call__(self, events):
        if self.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.append(events)


@pytest.fixture
def disk(desk, monkeypatch):
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.0)
    desk.events(started(), epoch(1))
    desk.message(2, checkpoint=1, worker="there")
    desk.until(lambda state: state.history and desk.folder.epochs())
    disk = Disk(desk.folder, monkeypatch)
    desk.message(3, event=batches(1, 2.0))
    assert desk.troubled.wait(10)
    return disk


def end(desk):
    """The worker cannot save either, and says so."""
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    desk.recorder.end("run-1", Report(messages=4, failure=failure_words.failure(error, "")))
    return desk.until()


def wait_for(reached, seconds=10.0):
    until = time.monotonic() + seconds
    while not reached() and time.monotonic() < until:
        time.sleep(0.02)
    return reached()


def test_the_run_says_what_and_what_to_do(desk, disk):
    state = end(desk)
    assert state.status == "failed"
    assert state.reason == (
        "The run could not be saved: the disk is full. Make room on the disk. Train on goes on after epoch 1."
    )


def test_its_events_and_its_end_follow_once_there_is_room(desk, disk):
    end(desk)
    assert desk.names() == ["queued", "started", "epoch"]
    disk.full = False
    assert wait_for(lambda: desk.names() == ["queued", "started", "epoch", "batches", "failed"])
    assert "the disk is full" in desk.folder.state().reason


def test_until_then_the_laboratory_knows_how_it_ended_however_many_end_after_it(desk, disk, monkeypatch):
    monkeypatch.setattr(module, "MAX_ENDED", 0)
    end(desk)
    assert "the disk is full" in desk.recorder.state("run-1").reason


def test_what_waits_is_written_when_the_app_ends(desk, disk, monkeypatch):
    monkeypatch.setattr(module, "RETRY_SECONDS", 60.0)
    end(desk)
    disk.full = False
    desk.recorder.close()
    assert desk.names()[-1] == "failed"


def test_a_run_that_only_its_last_event_lacked_is_finished_once_that_is_written(desk, monkeypatch):
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.0)
    desk.events(started())
    desk.until(lambda state: state.started)
    disk = Disk(desk.folder, monkeypatch)
    desk.recorder.end("run-1", done(1))
    assert desk.until().status == "failed"
    disk.full = False
    assert wait_for(lambda: desk.folder.state().status == "finished" and desk.recorder.state("run-1") is None)


def test_of_a_run_whose_folder_is_gone_nothing_waits(desk, disk):
    shutil.rmtree(desk.folder.path)
    end(desk)
    assert wait_for(lambda: not desk.recorder._unsaved)
    assert not desk.folder.path.exists()
    assert desk.recorder.state("run-1").status == "failed"
