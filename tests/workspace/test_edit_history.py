"""The desk: undo, redo, and layers that keep their numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn_core.errors import SpecError
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.spec import Dropout
from cnn_core.workspace.edit_history import Desk

SMALL = PRESETS["small-cnn"].experiment


def with_name(name: str) -> Experiment:
    return replace(SMALL, architecture=replace(SMALL.architecture, name=name))


def test_undo_brings_back_what_was_there_and_redo_the_edit() -> None:
    desk = Desk(SMALL).edit(with_name("b"))
    assert desk.undo().experiment == SMALL
    assert desk.undo().redo().experiment == with_name("b")


def test_an_edit_after_undo_forgets_what_was_undone() -> None:
    desk = Desk(SMALL).edit(with_name("b")).undo().edit(with_name("c"))
    assert desk.redo().experiment == with_name("c")


def test_a_slider_on_its_way_is_one_step_of_undo() -> None:
    desk = Desk(SMALL)
    for name in "abc":
        desk = desk.edit(with_name(name), touch="name")
    assert desk.undo().experiment == SMALL


def test_the_same_slider_after_another_edit_is_a_new_step() -> None:
    desk = Desk(SMALL).edit(with_name("a"), "name").edit(with_name("b"), "other").edit(with_name("c"), "name")
    assert desk.undo().experiment == with_name("b")


def test_an_edit_that_changes_nothing_leaves_no_step() -> None:
    desk = Desk(SMALL)
    assert desk.edit(SMALL) is desk


def test_undo_and_redo_at_the_ends_do_nothing() -> None:
    desk = Desk(SMALL)
    assert desk.undo() is desk
    assert desk.redo() is desk


def ids_after(edit: str, index: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    desk = Desk(SMALL)
    architecture = SMALL.architecture
    changed = {
        "edit": lambda: architecture.edit(index, filters=48),
        "insert": lambda: architecture.insert(index, Dropout()),
        "remove": lambda: architecture.remove(index),
        "move": lambda: architecture.move(index, index + 1),
    }[edit]()
    return desk.ids, desk.edit(replace(SMALL, architecture=changed)).ids


def test_a_changed_layer_keeps_its_number() -> None:
    before, after = ids_after("edit", 2)
    assert after == before


def test_an_added_layer_gets_a_new_number_and_the_others_keep_theirs() -> None:
    before, after = ids_after("insert", 2)
    assert after[:2] + after[3:] == before
    assert after[2] not in before


def test_a_removed_layer_takes_its_number_along() -> None:
    before, after = ids_after("remove", 2)
    assert after == before[:2] + before[3:]


def test_a_moved_layer_keeps_its_number() -> None:
    before, after = ids_after("move", 2)
    assert after == (*before[:2], before[3], before[2], *before[4:])


@given(st.lists(st.tuples(st.sampled_from(["insert", "remove", "move", "undo", "redo"]), st.integers(0, 5)), max_size=25))
def test_numbers_stay_unique_and_as_many_as_layers(edits: list[tuple[str, int]]) -> None:
    desk = Desk(SMALL)
    for deed, index in edits:
        a = desk.experiment.architecture
        if deed == "undo":
            desk = desk.undo()
        elif deed == "redo":
            desk = desk.redo()
        elif deed == "insert":
            desk = desk.edit(replace(desk.experiment, architecture=a.insert(min(index, len(a.layers)), Dropout())))
        elif a.layers:
            index = min(index, len(a.layers) - 1)
            changed = a.remove(index) if deed == "remove" else a.move(index, 0)
            desk = desk.edit(replace(desk.experiment, architecture=changed))
        ids = desk.ids
        assert len(set(ids)) == len(ids) == len(desk.experiment.architecture.layers)


def test_a_saved_desk_opens_with_its_history() -> None:
    desk = Desk.from_json(Desk(SMALL).edit(with_name("b")).to_json())
    assert desk.experiment == with_name("b")
    assert desk.undo().experiment == SMALL


def test_a_saved_desk_knows_its_layers_and_those_of_its_steps_by_their_numbers() -> None:
    before = Desk(SMALL).edit(replace(SMALL, architecture=SMALL.architecture.insert(2, Dropout())))
    after = Desk.from_json(before.to_json())
    assert after.ids == before.ids
    assert after.undo().ids == before.undo().ids


@pytest.mark.parametrize("ids", [None, 3, [], [[1]], [[1] * 8, [2] * 8], [["a"] * 8, [2.5] * 8]])
def test_numbers_that_cannot_be_those_of_the_layers_are_replaced(ids: object) -> None:
    saved = {**Desk(SMALL).edit(with_name("b")).to_json(), "ids": ids}
    desk = Desk.from_json(saved)
    assert len(set(desk.ids)) == len(desk.ids) == len(SMALL.architecture.layers)


def test_each_step_says_what_it_would_do_and_what_it_did() -> None:
    desk = Desk(SMALL).edit(replace(SMALL, training=replace(SMALL.training, epochs=20)))
    assert desk.undo_text == "epochs back to 6 (Train)"
    assert desk.last_text == desk.redo_text == ""
    undone = desk.undo()
    assert undone.last_text == "Undone: epochs changed to 20 (Train)"
    assert undone.redo_text == "epochs again 20 (Train)"
    assert undone.redo().last_text == "Done again: epochs again 20 (Train)"
    assert undone.edit(with_name("b")).last_text == ""


def test_what_was_undone_is_the_edit_and_not_the_way_back() -> None:
    """After the undo of a copy "Undone: Conv2D 64 3x3 taken out" read as if the taking out was undone."""
    network = SMALL.architecture
    twice = network.insert(3, network.layers[2])
    copied = Desk(SMALL).edit(replace(SMALL, architecture=twice))
    assert copied.undo_text == "Conv2D 64 3x3 taken out (Build)"
    assert copied.undo().last_text == "Undone: Conv2D 64 3x3 duplicated (Build)"
    assert copied.undo().redo().last_text == "Done again: Conv2D 64 3x3 duplicated (Build)"
    removed = copied.edit(replace(SMALL, architecture=twice.remove(3)))
    assert removed.undo_text == "Conv2D 64 3x3 put in as layer 4 (Build)"
    assert removed.undo().last_text == "Undone: Conv2D 64 3x3 taken out (Build)"


@pytest.mark.parametrize("bad", [None, [], {}, {"experiment": 3}, {"experiment": SMALL.to_json(), "past": [1]}])
def test_a_desk_that_cannot_be_read_is_a_spec_error(bad: object) -> None:
    with pytest.raises(SpecError):
        Desk.from_json(bad)
