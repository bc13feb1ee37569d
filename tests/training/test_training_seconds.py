"""The time of a training as pages show it: that of its end, counted from the same beginning, so that it never goes back."""

from cnn_core.training.fold import fold
from cnn_core.training.progress import training_seconds
from tests.training.test_malformed_events import EVENTS


def shown(*events):
    """Events are dicts, or (name, time) of those without fields."""
    return training_seconds(fold([each if isinstance(each, dict) else {"event": each[0], "time": each[1]} for each in events]))


STARTED = {**EVENTS[1], "time": 100.0}
FITTED = {"event": "fitted", "time": 110.0, "seconds": 7.5}
VALIDATING = {"event": "phase", "time": 108.0, "words": "validating"}


def test_building_before_it_and_testing_after_it_are_no_training():
    """Begun at 100, built until 102, trained until 110 with half a second of pause, tested and saved until 116."""
    assert shown(STARTED) is None
    assert shown(STARTED, ("fitting", 102.0)) == 0.0
    assert shown(STARTED, ("fitting", 102.0), ("paused", 104.0), ("resumed", 104.5), VALIDATING) == 5.5
    saving = {"event": "phase", "time": 116.0, "words": "saving"}
    assert shown(STARTED, ("fitting", 102.0), FITTED, saving) == 7.5


def test_a_run_that_begins_once_more_counts_from_its_new_beginning():
    assert shown(STARTED, ("fitting", 102.0), FITTED, {**STARTED, "time": 200.0}, ("fitting", 201.0), ("resumed", 204.0)) == 3.0


def test_a_run_of_an_earlier_version_that_was_cut_off_counts_from_its_first_message():
    failed = {"event": "failed", "time": 104.0, "reason": "memory ran out"}
    assert shown(STARTED, failed) == 4.0
