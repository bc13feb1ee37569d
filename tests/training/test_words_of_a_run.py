"""What is said of a run: its time limit, its epochs in all, and how many batches come at once."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.training.events import event
from cnn_core.training.fold import fold
from cnn_core.training.progress import progress
from cnn_core.training.state import Epoch, RunState


def test_it_has_finished_and_says_where_it_was():
    started = event("started", epochs=20, steps_per_epoch=10, train_size=640, validation_size=64, parameters=9)
    points = event("batches", epoch=3, step=[4], loss=[0.1], accuracy=[0.9], batch_size=64)
    state = fold([started, points, event("finished", reason="time", epochs=2, seconds=300.0)])
    assert state.status == "finished"
    assert progress(state).line == "Finished 0 epochs in 5 min 0 s: the time set was over, in epoch 3 of 20"


def test_the_batches_of_one_execution_are_known_from_its_start():
    sizes = {"epochs": 20, "steps_per_epoch": 10, "train_size": 640, "validation_size": 64, "parameters": 9}
    assert fold([event("started", **sizes, batches_at_once=4)]).batches_at_once == 4
    assert fold([event("started", **sizes)]).batches_at_once == 1


def test_a_batch_that_has_no_point_yet_counts_as_done():
    started = event("started", epochs=20, steps_per_epoch=10, train_size=640, validation_size=64, parameters=9)
    state = fold([started, event("batches", epoch=2, at=3, step=[], loss=[], accuracy=[], batch_size=64)])
    assert (state.step, state.points, state.epoch) == (13, (), 2)


def test_after_training_on_the_epochs_are_counted_in_all():
    started = event("started", epochs=25, steps_per_epoch=10, train_size=640, validation_size=64, parameters=9, initial_epoch=5)
    points = event("batches", epoch=6, step=[4], loss=[0.1], accuracy=[0.9], batch_size=64)
    assert progress(fold([started, points])).line == "Epoch 6 of 25 in all"


def test_what_goes_on_is_in_its_next_epoch_before_the_first_batch():
    started = event("started", epochs=5, steps_per_epoch=10, train_size=640, validation_size=64, parameters=9, initial_epoch=3)
    words = event("phase", words="first batch: TensorFlow compiles the network")
    assert progress(fold([started, words])).line == "Epoch 4 of 5 in all, first batch: TensorFlow compiles the network"
    assert progress(fold([started, event("paused")])).line == "Paused after epoch 3 of 5"


def test_what_was_stopped_while_it_waited_was_in_no_epoch():
    """It said "in epoch 1 of 0"."""
    assert progress(RunState(status="stopped")).line == "Stopped before it began"
    assert progress(RunState(status="stopped", epochs=3)).line == "Stopped in epoch 1 of 3, no whole epoch"


def test_of_what_was_stopped_it_is_said_how_much_is_whole():
    """Train said epoch 8, Compare and the report said 7."""
    history = tuple(Epoch(n, 1.0, 0.5, 1.0, 0.5, 1.0, 1.0) for n in range(1, 8))
    within = RunState(status="stopped", epochs=40, epoch=8, history=history)
    assert progress(within).line == "Stopped in epoch 8 of 40, 7 whole epochs"
    assert progress(replace(within, epoch=7)).line == "Stopped after epoch 7 of 40"


def test_an_epoch_whose_figures_are_there_is_over():
    """It went on "validating" until batches of the next one came, beside figures and a pad that are "after epoch 2"."""
    started = event("started", epochs=3, steps_per_epoch=10, train_size=640, validation_size=64, parameters=9)
    figures = {"loss": 0.1, "accuracy": 0.9, "val_loss": 0.1, "val_accuracy": 0.9, "seconds": 1.0, "samples_per_second": 64.0}
    state = fold([started, event("phase", words="validating"), event("epoch", epoch=2, **figures)])
    assert progress(state).line == "Epoch 3 of 3"
    assert progress(replace(state, status="paused")).line == "Paused after epoch 2 of 3"
    assert (
        progress(fold([started, event("phase", words="validating"), event("epoch", epoch=3, **figures)])).line == "Epoch 3 of 3"
    )


def test_what_is_left_is_no_more_than_the_time_limit_leaves():
    """Of 60 epochs that would take 5 minutes, "4 min 21 s left" was said where it was to end after 39 s."""
    sizes = {"epochs": 60, "steps_per_epoch": 10, "train_size": 640, "validation_size": 64, "parameters": 9}

    def after(seconds: float, steps: int, **started: float) -> RunState:
        """Built from 100 to 110, then at a steady pace."""
        events = [event("started", **sizes, **started) | {"time": 100.0}, event("fitting") | {"time": 110.0}]
        for part in (0.5, 1.0):
            done = round(steps * part)
            of = {"epoch": done // 10 + 1, "step": [done % 10 + 1], "loss": [0.1], "accuracy": [0.9], "batch_size": 64}
            events.append(event("batches", **of) | {"time": 110.0 + seconds * part})
        return fold(events)

    assert progress(after(21.0, 40)).line == "Epoch 5 of 60, 4 min 53 s left"
    limited = progress(after(21.0, 40, limit=60.0))
    assert limited.line == "Epoch 5 of 60, at most 39 s left"
    assert (limited.seconds_left, limited.part) == (39.0, 21 / 60)
    assert progress(after(21.0, 560, limit=60.0)).line == "Epoch 57 of 60, 1 s left"
