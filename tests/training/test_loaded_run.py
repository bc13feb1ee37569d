"""What a run that came from a file says of itself."""

import pytest

from cnn_core.training.events import event
from cnn_core.training.fold import fold
from cnn_core.training.progress import progress

SIZES = {"steps_per_epoch": 0, "train_size": 0, "validation_size": 0, "parameters": 650}


@pytest.mark.parametrize(
    ("epochs", "line"),
    [
        (6, "Loaded from a file after 6 epochs of training"),
        (1, "Loaded from a file after 1 epoch of training"),
        (0, "Loaded from a file"),
    ],
)
def test_a_loaded_run_has_ended_and_says_that_it_was_loaded(epochs, line):
    started = event("started", epochs=epochs, initial_epoch=epochs, **SIZES)
    state = fold([started, event("finished", reason="loaded", epochs=epochs, seconds=0.0, figures={})])
    assert state.ended
    assert state.points == state.history == ()
    assert progress(state).line == line


def test_a_test_made_later_leaves_it_a_loaded_run():
    events = [event("started", epochs=2, **SIZES), event("finished", reason="loaded", epochs=2, seconds=0.0)]
    state = fold([*events, event("evaluated", test_loss=0.1, test_accuracy=0.9)])
    assert (state.status, state.reason, state.test_accuracy) == ("finished", "loaded", 0.9)
