"""Of a few validation or test images the doctor claims nothing that chance makes as easily; of many it does."""

from dataclasses import replace

import pytest

from cnn_core.doctor.diagnose import diagnose
from cnn_core.doctor.facts import Facts
from cnn_core.doctor.fit import validation_above
from cnn_core.presets import PRESETS
from cnn_core.training.guessing import at_chance
from cnn_core.training.overfitting import overfitting_onset
from cnn_core.training.state import Epoch, RunState

BASE = PRESETS["mlp"].experiment


def state(figures, validated, learned=60, **values):
    """figures: (loss, accuracy, validation loss, validation accuracy[, accuracy on training images at inference]) of each epoch."""
    history = tuple(Epoch(number, *each[:4], 1.0, 100.0, *each[4:]) for number, each in enumerate(figures, 1))
    known = {"status": "finished", "reason": "completed", "steps_per_epoch": 4}
    return RunState(history=history, train_size=learned, validation_size=validated, **{**known, **values})


def codes(seen, classes, facts=None, experiment=BASE):
    return [each.code for each in diagnose(experiment, seen, facts or Facts(), classes)]


HEART = ((1.05, 0.42, 1.1, 0.25), (0.98, 0.5, 1.08, 0.375), (0.9, 0.59, 1.09, 0.375))
"""Three classes; an epoch later half of the eight validation images were right."""


def test_three_of_eight_validation_images_right_say_nothing_of_the_labels():
    """Such a network may well be right on 69% of all images, which is more than on those that it learned from."""
    assert codes(state(HEART, 8, status="running", reason=""), 3) == []
    assert codes(state(HEART, 800, learned=6_000, status="running", reason=""), 3) == ["labels"]


def test_one_validation_image_more_is_no_getting_better():
    rising = ((1.1, 0.3, 1.1, 0.375), (0.9, 0.5, 0.9, 0.5), (0.7, 0.6, 0.7, 0.625))
    assert codes(state(rising, 8), 3) == []
    assert codes(state(rising, 800, learned=6_000), 3) == ["too-few-epochs"]


def test_validation_that_has_all_of_eight_right_lies_not_above_training():
    """Eight of eight have no standard error, and yet 68% of all may be right."""
    all_right = state([(0.3, 0.92, 0.2, 1.0)], 8)
    assert validation_above(BASE, all_right) == ""
    assert "lies above training" in validation_above(BASE, replace(all_right, validation_size=800))


def test_a_loss_that_rises_where_all_of_eight_or_none_are_right_is_no_turn():
    losses = (0.9, 0.7, 0.75, 0.8, 0.85)
    for right in (0.0, 1.0):
        seen = [(1 / number, 0.9, loss, right) for number, loss in enumerate(losses, 1)]
        assert overfitting_onset(state(seen, 8).history, 8) is None
    assert overfitting_onset(state([(1 / n, 0.9, loss, 0.3) for n, loss in enumerate(losses, 1)], 800).history, 800)


def test_a_few_training_images_read_worse_at_inference_are_no_unsettled_averages():
    lagging = ((1.0, 0.62, 1.1, 0.5, 0.55),)
    assert codes(state(lagging, 8, learned=20), 3) == []
    assert codes(state(lagging, 800, learned=900), 3) == ["batch-norm"]


def test_17_of_20_training_images_right_are_no_guess_among_two_classes():
    """SciPy: binomtest(17, 20, 0.575).pvalue is 0.013."""
    assert not at_chance(0.85, 20, 2)
    assert at_chance(0.7, 20, 2)


@pytest.mark.parametrize(("images", "said"), [(4, False), (8, True)])
def test_a_few_validation_images_of_one_of_two_classes_are_not_called_sorted(images, said):
    """Four of one of two classes come of one draw in eight, eight of one in 128."""
    last = replace(BASE, data=replace(BASE.data, validation="last"))
    seen = state(((1.0, 0.9, 1.0, 0.9),), images, learned=40)
    assert ("sorted" in codes(seen, 2, Facts(shares=(0.5, 0.5), validated_classes=1), last)) == said


@pytest.mark.parametrize(("images", "said"), [(1, False), (8, True)])
def test_a_class_with_one_test_image_is_not_called_one_that_is_missed(images, said):
    fine = state([(0.3, 0.9, 0.3, 0.9)], 800, learned=6_000)
    facts = Facts(recalls=(0.75, 0.8, 0.0), tested_of=(40, 40, images), answers=(0.5, 0.5, 0.0), shares=(1 / 3,) * 3)
    assert ("never" in codes(fine, 3, facts)) == said
    uneven = replace(facts, shares=(0.49, 0.49, 0.02))
    assert ("uneven" in codes(fine, 3, uneven)) == said


def test_a_class_whose_only_test_image_is_right_is_not_what_others_are_held_against():
    facts = Facts(recalls=(1.0, 0.3, 0.2), tested_of=(1, 40, 40), answers=(0.1, 0.5, 0.4), shares=(0.45, 0.53, 0.02))
    assert codes(state([(0.3, 0.9, 0.3, 0.9)], 800, learned=6_000), 3, facts) == []
