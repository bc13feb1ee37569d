"""Tries of lessons do not add up: each begins with the desk before them, and with what its person edited since."""

import json
import random
from dataclasses import replace

from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.spec import Dropout
from cnn_core.training.optimizers import SGD
from cnn_core.workspace.edit_history import Desk
from cnn_core.workspace.lesson_trials import PROPOSALS, trial_of
from cnn_core.workspace.put_back import try_out, without_tries

SMALL = PRESETS["small-cnn"].experiment


def trained_with(experiment, **settings):
    return replace(experiment, training=replace(experiment.training, **settings))


def tried(topic, desk):
    return try_out(desk, trial_of(topic, without_tries(desk), 10).experiment)


def reloaded(desk):
    return Desk.from_json(json.loads(json.dumps(desk.to_json())))


GUESSES = trained_with(SMALL, epochs=1, optimizer=SGD(learning_rate=2.0))
OVERFITS = trial_of("overfitting", SMALL, 10).experiment


def test_nothing_is_left_of_lessons_tried_in_any_order():
    for seed in range(20):
        topics, desk = list(PROPOSALS), Desk(SMALL)
        random.Random(seed).shuffle(topics)
        for topic in topics:
            assert without_tries(desk) == without_tries(reloaded(desk)) == SMALL
            assert (
                without_tries(desk).architecture.ids == without_tries(reloaded(desk)).architecture.ids == SMALL.architecture.ids
            )
            desk = tried(topic, desk)


def test_an_edit_made_since_stays_and_the_rest_goes_back():
    guesses = try_out(Desk(SMALL), GUESSES)
    assert without_tries(guesses.edit(trained_with(GUESSES, epochs=12))) == trained_with(SMALL, epochs=12)
    built_on = try_out(Desk(SMALL), replace(SMALL, architecture=SMALL.architecture.insert(1, Dropout(rate=0.5))))
    more = replace(built_on.experiment, architecture=built_on.experiment.architecture.edit(0, filters=8))
    assert without_tries(built_on.edit(more)) == more


def test_what_was_edited_away_and_set_again_by_hand_stays():
    desk = try_out(Desk(SMALL), OVERFITS)
    desk = desk.edit(trained_with(OVERFITS, epochs=12)).edit(trained_with(OVERFITS, epochs=100))
    assert without_tries(desk) == trained_with(SMALL, epochs=100)
    desk = tried("kernel", Desk(SMALL))
    there = desk.experiment
    desk = desk.edit(replace(there, architecture=there.architecture.edit(0, filters=8))).edit(there)
    assert without_tries(desk) == there


def test_after_an_undo_of_a_try_the_one_before_it_is_put_back_too():
    desk = try_out(Desk(SMALL), trained_with(SMALL, epochs=1))
    assert without_tries(try_out(desk, GUESSES).undo()) == SMALL


def test_what_is_set_by_hand_after_an_undo_of_a_try_stays():
    """With other values of the lesson, with all of them, and after a reload; a try that is done again is put back."""
    for after in (lambda desk: desk, reloaded):
        undone = after(try_out(Desk(SMALL), OVERFITS).undo())
        for by_hand in (trained_with(SMALL, epochs=30), OVERFITS):
            assert without_tries(after(undone.edit(by_hand))) == by_hand
        assert without_tries(after(undone.redo())) == SMALL


def test_what_came_onto_the_desk_since_is_left_alone():
    """The preset of the same name, whose layers have the same numbers; the run of the try; a desk from a file. Behind their undo the
    try is there again."""
    wide = replace(SMALL, architecture=SMALL.architecture.edit(0, kernel_size=(5, 5)))
    for begun, topic in ((wide, "kernel"), (SMALL, "overfitting"), (SMALL, "pixels")):
        desk = tried(topic, Desk(begun))
        for came in (SMALL, PRESETS["lenet-5"].experiment, Experiment.from_json(desk.experiment.to_json()), desk.experiment):
            for with_it in (desk.bring(came), desk.followed_by(Desk(came)), desk.followed_by(Desk(GUESSES).edit(came))):
                assert without_tries(with_it) == without_tries(reloaded(with_it)) == came
        assert without_tries(desk.bring(PRESETS["lenet-5"].experiment).undo()) == begun
        assert without_tries(desk.followed_by(Desk(SMALL)).undo()) == begun


def test_what_came_stays_what_it_is_while_a_slider_moves():
    desk = try_out(Desk(SMALL), GUESSES).edit(trained_with(GUESSES, epochs=2), "epochs").bring(trained_with(GUESSES, epochs=2))
    moved = desk.edit(trained_with(GUESSES, epochs=3), "epochs")
    assert without_tries(moved) == moved.experiment


def test_what_would_not_go_together_with_an_edit_stays():
    """Early stopping was set aside by the lesson, and since then the weights are averaged."""
    goes_on = trained_with(SMALL, early_stopping=0)
    desk = try_out(Desk(trained_with(SMALL, early_stopping=5)), goes_on)
    averaged = trained_with(goes_on, optimizer=SGD(use_ema=True))
    assert without_tries(desk.edit(averaged)) == averaged
