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
    trials = ScalingTrials(tuple(Tried(each, right, 1.0, 0.9) for each, right in zip(known, accuracies, strict=False)), 200)
    (note,) = trial_notes(trials, list("0123456789"), [])
    assert f"{accuracies[0]:.1%} of 200 test images are right, {words}" in note


def notes_of(alike, flat=(), accuracies=(0.804, 0.802, 0.8, 0.5), taken=1):
    known = candidates(255, 30.0, 70.0, None)
    tried = [
        Tried(each, right, 1.0, sure) for each, right, sure in zip(known, accuracies, (0.144, 0.988, 0.7, 0.5), strict=False)
    ]
    trials = ScalingTrials((tried.pop(taken), *tried), 1000, alike=alike, flat=flat)
    return " ".join(trial_notes(trials, list("0123456789"), []))


def test_that_a_scaling_is_right_as_often_but_hardly_sure_is_said():
    said = notes_of(("0 to 1", "0 to 255"), ("0 to 1",))
    assert "With 0 to 1 (80.4%) it would be right about as often, but sure of its answers by 14% only, on average" in said
    assert "With 0 to 255 it is sure of them by 99%." in said
    assert "of these" not in said


def test_by_what_one_of_several_was_chosen_is_said():
    names = ("0 to 1", "0 to 255", "-1 to 1")
    said = notes_of(names)
    assert "0 to 1 and -1 to 1 would be right as often, but for chance: of these 0 to 255 is that with which its prob" in said
    assert "0 to 255 is the likeliest beforehand" in notes_of(names, ("0 to 1",))
    tied = notes_of(names[:2], accuracies=(0.9, 0.9, 0.8, 0.5), taken=0)
    assert "they tie, and it may have learned with any of these; the least are" in tied
    assert "Of these 0 to 1 is the likeliest beforehand." in tied
