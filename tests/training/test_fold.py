"""The fold of a run's events into its state, by hand."""

import time

from cnn_core.training.events import event
from cnn_core.training.fold import apply, fold
from cnn_core.training.progress import progress
from cnn_core.training.state import Epoch, Point, RunState

STARTED = {
    "event": "started",
    "time": 100.0,
    "epochs": 2,
    "steps_per_epoch": 10,
    "train_size": 640,
    "validation_size": 64,
    "test_size": 128,
    "initial_epoch": 0,
    "parameters": 1290,
    "worker": "w",
}
FIRST = {
    "event": "batches",
    "time": 101.0,
    "epoch": 1,
    "step": [1, 2],
    "loss": [2.3, 2.1],
    "accuracy": [0.1, 0.2],
    "batch_size": 64,
}
REST = {
    "event": "batches",
    "time": 102.0,
    "epoch": 1,
    "step": [6, 10],
    "loss": [1.5, 1.0],
    "accuracy": [0.5, 0.7],
    "batch_size": 64,
}
EPOCH = {
    "event": "epoch",
    "time": 103.0,
    "epoch": 1,
    "loss": 1.6,
    "accuracy": 0.4,
    "val_loss": 0.9,
    "val_accuracy": 0.75,
    "seconds": 3.0,
    "samples_per_second": 213.3,
}
SECOND = {"event": "batches", "time": 104.0, "epoch": 2, "step": [5], "loss": [0.8], "accuracy": [0.8], "batch_size": 64}


def finished(reason):
    return {"event": "finished", "time": 110.0, "reason": reason, "epochs": 2, "seconds": 9.5}


def test_a_run_waits_before_anything_happens():
    state = fold([])
    assert state == RunState()
    assert (state.status, state.words, state.progress, state.ended) == ("queued", "starting", 0.0, False)


def test_the_start_tells_the_sizes():
    state = fold([{"event": "queued", "time": 99.0}, STARTED])
    assert (state.status, state.epochs, state.steps_per_epoch, state.parameters) == ("running", 2, 10, 1290)
    assert (state.train_size, state.validation_size, state.started, state.updated) == (640, 64, 100.0, 100.0)


def test_points_are_counted_from_the_first_batch_of_the_run():
    state = fold([STARTED, FIRST, REST, EPOCH, SECOND])
    assert [point.step for point in state.points] == [1, 2, 6, 10, 15]
    assert state.points[0] == Point(1, 2.3, 0.1)
    assert state.points[-1] == Point(15, 0.8, 0.8)


def test_progress_is_the_part_of_all_batches():
    assert fold([STARTED, FIRST]).progress == 2 / 20
    assert fold([STARTED, FIRST, REST, EPOCH]).progress == 0.5
    assert fold([STARTED, FIRST, REST, EPOCH, SECOND]).progress == 0.75


def test_an_epoch_ends_with_its_validation():
    state = fold([STARTED, FIRST, REST, EPOCH])
    assert state.history == (Epoch(1, 1.6, 0.4, 0.9, 0.75, 3.0, 213.3),)


def test_an_epoch_without_validation_has_none():
    state = fold([STARTED, {**EPOCH, "val_loss": None, "val_accuracy": None}])
    assert state.history[0].val_loss is None


def test_a_pause_ends():
    paused = fold([STARTED, FIRST, event("paused")])
    assert (paused.status, paused.words, paused.ended) == ("paused", "paused", False)
    assert fold([event("resumed")], paused).status == "running"


def test_words_come_through():
    assert fold([STARTED, event("phase", words="building the network")]).words == "building the network"


def test_a_run_ends_in_one_of_three_ways():
    done = fold([STARTED, FIRST, finished("completed")])
    assert (done.status, done.reason, done.seconds, done.ended) == ("finished", "completed", 9.5, True)
    assert fold([STARTED, finished("early")]).status == "finished"
    assert fold([STARTED, finished("stopped")]).status == "stopped"
    failed = fold([STARTED, event("failed", reason="The worker ran out of memory.")])
    assert (failed.status, failed.reason, failed.ended) == ("failed", "The worker ran out of memory.", True)


def test_the_test_figures_come_before_the_end():
    state = fold([STARTED, event("evaluated", test_loss=0.05, test_accuracy=0.98), finished("completed")])
    assert (state.test_loss, state.test_accuracy) == (0.05, 0.98)


def test_a_run_that_goes_on_starts_at_its_whole_epochs():
    state = fold([{**STARTED, "epochs": 5, "initial_epoch": 3}])
    assert (state.epoch, state.step, state.progress) == (3, 30, 0.6)


def test_the_time_of_a_run_that_goes_on_is_that_of_all_its_epochs():
    """Three epochs of 3 s were inherited; the two more took 9.5 s with all that lies between epochs."""
    before = [{**EPOCH, "epoch": number} for number in (1, 2, 3)]
    after = [{**EPOCH, "epoch": number} for number in (4, 5)]
    state = fold([STARTED, *before, {**STARTED, "epochs": 5, "initial_epoch": 3}, *after, finished("completed")])
    assert state.seconds == 3 * 3.0 + 9.5
    assert progress(state).line == "Finished 5 epochs in 18 s"


def test_folding_in_parts_is_folding_at_once():
    """What a live page does, a few events at a time, and what a reopened page does must agree."""
    events = [STARTED, FIRST, REST, EPOCH, event("paused"), event("resumed"), SECOND, finished("completed")]
    for cut in range(len(events) + 1):
        assert fold(events[cut:], fold(events[:cut])) == fold(events)


def test_the_events_of_an_hour_are_folded_in_a_moment():
    """Four times as many messages take about four times as long, not sixteen times."""

    def seconds(messages):
        events = [{**SECOND, "step": [each] * 5, "loss": [0.5] * 5, "accuracy": [0.5] * 5} for each in range(messages)]
        start = time.perf_counter()
        assert len(fold([STARTED, *events]).points) == 5 * messages
        return time.perf_counter() - start

    assert min(seconds(16_000) for _ in range(2)) < 9 * min(seconds(4_000) for _ in range(3))


def test_a_state_is_not_changed_by_the_next_event():
    before = fold([STARTED, FIRST])
    apply(before, REST)
    assert before == fold([STARTED, FIRST])


def test_an_event_of_a_newer_version_changes_nothing_but_the_time():
    before = fold([STARTED, FIRST])
    after = fold([{"event": "weather", "time": 200.0, "sun": True}], before)
    assert after.updated == 200.0
    assert (after.points, after.words, after.step) == (before.points, before.words, before.step)


def test_an_event_carries_the_time_of_now():
    made = event("phase", words="reading the data")
    assert made["event"] == "phase"
    assert made["time"] > 1.7e9


def test_pauses_are_counted_apart_and_anew_with_each_start():
    """From 103 to 130 and from 131 to 141 it waited: 37 seconds."""
    names = ((102.0, "batches"), (103.0, "paused"), (130.0, "resumed"), (131.0, "paused"), (141.0, "resumed"))
    events = [{**(FIRST if name == "batches" else {"event": name}), "time": time} for time, name in names]
    state = fold([STARTED, *events])
    assert state.pauses == 37.0
    assert fold([STARTED], state).pauses == 0.0
