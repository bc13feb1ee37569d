"""Checkpoints of a run against workers that are slow, or gone, and against a disk that is full."""

import errno
from asyncio import CancelledError

import pytest
from fake_engine import batches, done, epoch, started
from recorder_desk import Desk

from cnn_core.errors import EngineError
from cnn_core.runs import RunFolder, RunMeta


def test_a_checkpoint_is_fetched_from_the_worker_that_announced_it_and_can_be_resumed(desk):
    desk.events(started(), epoch(1))
    desk.message(2, checkpoint=1, worker="tcp://there")
    desk.recorder.end("run-1", done(3))
    desk.until()
    assert desk.fetched == [("tcp://there", "run-1", 1)]
    assert desk.folder.resume().epoch == 1


@pytest.mark.parametrize(
    "held", [None, EngineError("The engine is gone."), OSError("No route to host"), KeyError("worker"), CancelledError()]
)
def test_a_checkpoint_that_is_not_to_be_had_is_done_without(desk, held):
    desk.held = held
    desk.events(started(), epoch(1))
    desk.message(2, checkpoint=1, worker="tcp://there")
    desk.recorder.end("run-1", done(3))
    assert desk.until().status == "finished"
    assert desk.folder.resume() is None


def test_while_a_checkpoint_is_fetched_the_events_of_all_runs_go_on_and_only_the_last_one_of_its_own_waits(
    desk, tmp_path, experiment
):
    desk.free.clear()
    desk.events(started(), epoch(1))
    desk.message(2, checkpoint=1, worker="slow")
    desk.message(3, event=batches(2, 0.5))
    assert [point.loss for point in desk.until(lambda state: state.points).points] == [0.5]
    other = RunFolder.create(tmp_path, RunMeta(id="run-2", experiment=experiment))
    desk.recorder.open(other)
    desk.recorder.receive({"run": "run-2", "seq": 0, "event": started()})
    desk.recorder.end("run-2", done(1))
    assert desk.recorder.wait("run-2", lambda state: state.ended, 10)
    desk.message(4, event=epoch(2))
    desk.message(5, checkpoint=2, worker="slow")
    desk.recorder.end("run-1", done(6))
    assert not desk.recorder.wait("run-1", lambda state: state.ended, 0.5)
    assert desk.names()[-1] == "epoch"
    assert desk.fetched == [("slow", "run-1", 1)]
    desk.free.set()
    assert desk.until().status == "finished"
    assert desk.fetched == [("slow", "run-1", 1), ("slow", "run-1", 2)]
    assert desk.folder.epochs() == [1, 2]
    assert desk.folder.resume().epoch == 2


def test_a_checkpoint_after_a_gap_is_in_before_the_last_event_too(tmp_path, experiment):
    desk = Desk(tmp_path, experiment, patience=0.2)
    desk.free.clear()
    desk.message(0, event=started())
    desk.message(3, checkpoint=1, worker="slow")
    desk.message(4, event=batches(2, 0.5))
    desk.recorder.end("run-1", done(5))
    desk.until(lambda state: state.points)
    desk.message(2, event=epoch(1))
    assert not desk.recorder.wait("run-1", lambda state: state.ended, 0.5)
    desk.free.set()
    assert desk.until().history == ()
    assert desk.folder.resume().epoch == 1
    desk.recorder.close()


def test_a_checkpoint_is_fetched_after_what_came_before_it_is_on_the_disk(desk):
    desk.events(started(), epoch(1))
    desk.message(2, checkpoint=1, worker="there")
    desk.message(3, checkpoint=2, worker="there")
    desk.recorder.end("run-1", done(4))
    desk.until()
    assert desk.written == [["queued", "started", "epoch"]] * 2


def test_of_checkpoints_that_wait_the_newest_is_saved_first_and_a_run_goes_on_from_it(desk):
    desk.free.clear()
    desk.events(started(), epoch(1))
    desk.message(2, checkpoint=1, worker="slow")
    desk.until(lambda state: desk.fetched)
    for number in (2, 3):
        desk.message(2 * number - 1, event=epoch(number))
        desk.message(2 * number, checkpoint=number, worker="slow")
    desk.until(lambda state: len(state.history) == 3)
    desk.recorder.end("run-1", done(7))
    desk.free.set()
    desk.until()
    assert [number for _, _, number in desk.fetched] == [1, 3, 2]
    assert desk.folder.epochs() == [1, 2, 3]
    assert desk.folder.resume().epoch == 3
    assert desk.folder.resume().state["optimizer.0"] == 3


def test_a_checkpoint_for_which_there_is_no_room_leaves_the_one_before(desk, monkeypatch):
    desk.events(started(), epoch(1))
    desk.message(2, checkpoint=1, worker="there")
    desk.until(lambda state: desk.folder.resume())
    desk.message(3, event=epoch(2))
    desk.until(lambda state: len(state.history) == 2)

    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    desk.message(4, checkpoint=2, worker="there")
    assert desk.troubled.wait(10)
    monkeypatch.undo()
    desk.recorder.end("run-1", done(5, "stopped"))
    assert desk.until().status == "failed"
    assert desk.folder.resume().epoch == 1
