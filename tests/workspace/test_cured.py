"""Undo says of a change that the training doctor offered what its button said, and the page of the button."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.doctor.cures import with_dropout
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.workspace.cured import cured
from cnn_core.workspace.edit_history import Desk

MLP = PRESETS["mlp"].experiment
WORDS = "Dropout 0.5 (Train)"


def after_the_cure() -> tuple[Desk, Desk]:
    """A desk, and the same after a run's cure: the experiment of a run is read from its folder, with other numbers of its layers."""
    desk = Desk(MLP)
    (cure,) = with_dropout(Experiment.from_json(MLP.to_json()))
    assert not set(cure.before.architecture.ids) & set(desk.ids)
    return desk, cured(desk, cure.before, cure.experiment, WORDS)


def test_undo_says_what_the_button_said_and_the_page() -> None:
    desk, now = after_the_cure()
    assert now.undo_text == f"as before {WORDS}"
    undone = now.undo()
    assert undone.experiment == desk.experiment
    assert undone.last_text == f"Undone: {WORDS}"
    assert undone.redo_text == WORDS
    assert undone.redo().last_text == f"Done again: {WORDS}"


def test_it_says_so_after_a_reload_too() -> None:
    _, now = after_the_cure()
    assert Desk.from_json(now.to_json()).undo().last_text == f"Undone: {WORDS}"
    saved = now.to_json()
    for mark in saved["marks"]:
        del mark["words"]  # as earlier versions kept them
    assert Desk.from_json(saved).undo().last_text.startswith("Undone: Dropout 0.5 put in as layer")


def test_layers_keep_their_numbers() -> None:
    desk, now = after_the_cure()
    assert [number for number in now.ids if number in desk.ids] == list(desk.ids)
    assert len(set(now.ids)) == len(desk.ids) + 1


def test_where_another_experiment_is_on_the_desk_undo_says_all_that_it_brings_back() -> None:
    (cure,) = with_dropout(MLP)
    other = Desk(replace(MLP, training=replace(MLP.training, epochs=20)))
    now = cured(other, cure.before, cure.experiment, WORDS)
    assert now.experiment == cure.experiment
    assert "epochs back to 20 (Train)" in now.undo_text
