"""Tries of lessons do not add up: each begins with the desk before them, and with what its person edited since."""

import random
from dataclasses import replace

from cnn_core.presets import PRESETS
from cnn_core.spec import Dropout
from cnn_core.training.optimizers import SGD
from cnn_core.workspace.edit_history import Desk
from cnn_core.workspace.lesson_trials import PROPOSALS, trial_of
from cnn_core.workspace.put_back import without_tries

SMALL = PRESETS["small-cnn"].experiment


def trained_with(experiment, **settings):
    return replace(experiment, training=replace(experiment.training, **settings))


def step(before, after):
    return Desk(after, (before,))


GUESSES = trained_with(SMALL, epochs=1, optimizer=SGD(learning_rate=2.0))


def test_nothing_is_left_of_lessons_tried_in_any_order():
    for seed in range(20):
        topics, now, tries = list(PROPOSALS), SMALL, ()
        random.Random(seed).shuffle(topics)
        for topic in topics:
            assert without_tries(now, tries) == SMALL
            now = trial_of(topic, SMALL, 10).experiment
            tries = (*tries, step(SMALL, now))


def test_an_edit_made_since_stays_and_the_rest_goes_back():
    assert without_tries(trained_with(GUESSES, epochs=12), [step(SMALL, GUESSES)]) == trained_with(SMALL, epochs=12)
    built_on = replace(SMALL, architecture=SMALL.architecture.insert(1, Dropout(rate=0.5)))
    more = replace(built_on, architecture=built_on.architecture.edit(0, filters=8))
    assert without_tries(more, [step(SMALL, built_on)]) == more


def test_after_an_undo_of_a_try_the_one_before_it_is_put_back_too():
    slow = trained_with(SMALL, epochs=1)
    assert without_tries(slow, [step(SMALL, slow), step(SMALL, GUESSES)]) == SMALL


def test_a_preset_or_a_run_that_came_onto_the_desk_is_left_alone():
    standard = replace(SMALL, data=replace(SMALL.data, scaling="standard"))
    other = replace(PRESETS["lenet-5"].experiment, data=standard.data)
    assert without_tries(other, [step(SMALL, standard)]) == other


def test_what_would_not_go_together_with_an_edit_stays():
    """Early stopping was set aside by the lesson, and since then the weights are averaged."""
    stops = trained_with(SMALL, early_stopping=5)
    goes_on = trained_with(SMALL, early_stopping=0)
    averaged = trained_with(goes_on, optimizer=SGD(use_ema=True))
    assert without_tries(averaged, [step(stops, goes_on)]) == averaged
