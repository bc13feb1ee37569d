"""What the trials of the scalings of a loaded network come to, in a sentence."""

import pytest

from cnn_core.engine.trial_words import trial_notes
from cnn_core.engine.worker.side_tasks import ScalingTrials
from cnn_core.metrics.scaling_trials import Tried, candidates


@pytest.mark.parametrize(
    ("accuracies", "words"),
    [
        (
            (1.0, 1.0, 1.0, 0.5),
            "and as many with 0 to 255 and -1 to 1: they tie, and it may have learned with any of these; the least",
        ),
        (
            (1.0, 1.0, 0.8, 0.5),
            "and as many with 0 to 255: they tie, and it may have learned with any of these; the least are 50.0%",
        ),
        ((0.5,) * 4, "and as many with 0 to 255, -1 to 1 and standardised: they tie, and it may have learned with any of these."),
        ((1.0, 0.9, 0.8, 0.5), "the most of 4 scalings; the least are 50.0% (standardised)."),
    ],
)
def test_scalings_that_tie_are_said_and_none_is_called_the_most(accuracies, words):
    known = candidates(255, 30.0, 70.0, None)
    trials = ScalingTrials(tuple(Tried(each, right, 1.0) for each, right in zip(known, accuracies, strict=False)), 200)
    (note,) = trial_notes(trials, list("0123456789"), [])
    assert f"{accuracies[0]:.1%} of 200 test images are right, {words}" in note
