"""The recorder against messages that come late, twice, in disorder, or not at all, and against a disk that is full."""

import errno

import numpy as np
from fake_engine import WEIGHTS, batches, done, epoch, evaluation, outcome, started
from recorder_desk import Desk

from cnn_core.engine.protocol.job import Failure, Report
from cnn_core.runs import RunFolder, RunMeta


def test_events_are_folded_as_they_come(desk):
    desk.events(started(), batches(1, 2.0, 1.5))
    assert [point.loss for point in desk.until(lambda state: state.points).points] == [2.0, 1.5]


def test_events_are_on_the_disk_when_the_state_shows_them(desk):
    desk.events(started(), batches(1, 2.0, 1.5), epoch(1))
    desk.until(lambda state: state.history)
    desk.recorder.close()
    assert desk.names() == ["queued", "started", "batches", "epoch"]


def test_messages_in_disorder_are_put_in_order(desk):
    desk.message(2, event=batches(2, 1.0))
    desk.message(1, event=batches(1, 2.0))
    desk.message(0, event=started())
    assert [point.loss for point in desk.until(lambda state: len(state.points) == 2).points] == [2.0, 1.0]


def test_a_message_that_comes_twice_counts_once(desk):
    desk.events(started(), batches(1, 2.0), batches(1, 2.0))
    desk.message(1, event=batches(1, 9.0))
    desk.recorder.end("run-1", done(3))
    assert [point.loss for point in desk.until().points] == [2.0, 2.0]


def test_the_end_waits_for_messages_that_are_still_on_their_way(desk):
    desk.message(0, event=started())
    desk.recorder.end("run-1", done(3))
    desk.message(2, event=epoch(1))
    desk.message(1, event=batches(1, 2.0, 1.0))
    state = desk.until()
    assert (state.status, len(state.points), len(state.history)) == ("finished", 2, 1)
    assert desk.names() == ["queued", "started", "batches", "epoch", "finished"]


def test_messages_that_never_come_do_not_hold_up_the_end_for_ever(tmp_path, experiment):
    desk = Desk(tmp_path, experiment, patience=0.2)
    desk.message(0, event=started())
    desk.message(2, event=batches(1, 2.0))
    desk.recorder.end("run-1", done(5))
    state = desk.until()
    assert (state.status, len(state.points)) == ("finished", 1)
    desk.recorder.close()


def test_results_are_saved_before_the_run_is_called_finished(desk):
    desk.events(started())
    desk.recorder.end("run-1", Report(messages=1, outcome=outcome(), evaluation=evaluation()))
    assert desk.until().status == "finished"
    assert np.array_equal(desk.folder.weights()["1.kernel"], WEIGHTS["1.kernel"])
    assert desk.folder.model_path.read_bytes() == b"keras"
    assert desk.folder.evaluation().accuracy == 1.0
    assert desk.folder.state().status == "finished"


def test_a_run_that_was_stopped_before_it_could_be_tested_has_weights_and_no_evaluation(desk):
    desk.events(started())
    desk.recorder.end("run-1", Report(messages=1, outcome=outcome("stopped")))
    assert desk.until().status == "stopped"
    assert (desk.folder.path / "weights.npz").exists()
    assert not (desk.folder.path / "evaluation.npz").exists()


def test_a_failed_run_says_why_and_a_lost_one_what_can_be_done(desk):
    desk.events(started(), epoch(1))
    desk.message(2, checkpoint=1, worker="there")
    desk.recorder.end("run-1", Report(failure=Failure(sentence="The training process was killed.", lost=True)))
    state = desk.until()
    assert (state.status, state.reason) == ("failed", "The training process was killed. Train on goes on after epoch 1.")
    assert desk.folder.state().reason == state.reason


def test_a_run_that_never_started_can_be_stopped(desk):
    desk.recorder.end("run-1", Report())
    assert desk.until().status == "stopped"
    assert desk.folder.state().status == "stopped"


def test_messages_after_the_end_change_nothing(desk):
    desk.events(started())
    desk.recorder.end("run-1", done(1))
    before = desk.until()
    desk.message(1, event=batches(1, 2.0))
    desk.recorder.close()
    assert desk.recorder.state("run-1") == before


def test_a_message_that_cannot_be_understood_is_dropped_and_the_others_are_kept(desk):
    desk.message(0, event=started())
    desk.message(1, event={"event": "batches", "time": 1.0})
    desk.message(2, event=batches(1, 2.0))
    desk.recorder.end("run-1", done(3))
    assert [point.loss for point in desk.until().points] == [2.0]


def test_after_a_gap_too_a_message_that_cannot_be_understood_costs_neither_the_others_nor_the_end(tmp_path, experiment):
    desk = Desk(tmp_path, experiment, patience=0.2)
    desk.message(0, event=started())
    desk.message(2, event={"event": "batches", "time": 1.0})
    desk.message(3, event=batches(1, 2.0))
    desk.recorder.end("run-1", done(5))
    state = desk.until()
    assert state.status == "finished"
    assert [point.loss for point in state.points] == [2.0]
    desk.recorder.close()


def test_a_full_disk_is_said_in_words_and_stops_the_run(desk, monkeypatch):
    def full(events):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(desk.folder, "append", full)
    desk.events(started(), batches(1, 2.0))
    assert desk.troubled.wait(10)
    assert desk.until(lambda state: state.points).status == "running"
    desk.recorder.end("run-1", done(2, "stopped"))
    state = desk.until()
    assert state.status == "failed"
    assert "the disk is full" in state.reason


def test_runs_do_not_mix(desk, tmp_path, experiment):
    other = RunFolder.create(tmp_path, RunMeta(id="run-2", experiment=experiment))
    desk.recorder.open(other)
    desk.events(started(), batches(1, 2.0))
    for seq, each in enumerate((started(), batches(1, 7.0))):
        desk.recorder.receive({"run": "run-2", "seq": seq, "event": each})
    assert [p.loss for p in desk.until(lambda state: state.points).points] == [2.0]
    assert desk.recorder.wait("run-2", lambda state: state.points, 10)
    assert [p.loss for p in desk.recorder.state("run-2").points] == [7.0]
