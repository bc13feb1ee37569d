"""The commands of the network editor."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn_core.errors import LabError, SpecError
from cnn_core.presets import PRESETS
from cnn_core.spec import Activation, Layer, fields_of
from cnn_core.summary import summarise
from cnn_core.workspace.edit_commands import EDITS, apply
from cnn_core.workspace.edit_history import Desk
from cnn_core.workspace.editor_view import palette, view


def desk() -> Desk:
    return Desk(PRESETS["small-cnn"].experiment)


def kinds(desk: Desk) -> list[str]:
    return [layer.kind for layer in desk.experiment.architecture.layers]


def test_a_slider_sets_a_field() -> None:
    before = desk()
    after = apply(before, {"op": "set", "id": before.ids[0], "field": "filters", "value": 64}, 10)
    assert after.experiment.architecture.layers[0].filters == 64


def test_a_value_out_of_range_names_the_layer_and_the_field() -> None:
    before = desk()
    with pytest.raises(SpecError, match=r"layers\[0\]\.filters: must lie from 1 to 2048. Received: 9999"):
        apply(before, {"op": "set", "id": before.ids[0], "field": "filters", "value": 9999}, 10)


def test_a_new_layer_comes_behind_the_chosen_one() -> None:
    before = desk()
    after = apply(before, {"op": "add", "kind": "Dropout", "after": before.ids[1]}, 10)
    assert kinds(after)[:4] == ["Conv2D", "MaxPooling2D", "Dropout", "Conv2D"]


def test_a_new_layer_never_comes_behind_the_head() -> None:
    before = desk()
    after = apply(before, {"op": "add", "kind": "Dense", "after": before.ids[-1]}, 10)
    assert after.experiment.architecture.layers[-1] == before.experiment.architecture.layers[-1]


def test_duplicate_move_and_remove_do_what_they_say() -> None:
    before = desk()
    first = before.ids[0]
    assert kinds(apply(before, {"op": "duplicate", "id": first}, 10))[:2] == ["Conv2D", "Conv2D"]
    assert kinds(apply(before, {"op": "move", "id": first, "by": 1}, 10))[:2] == ["MaxPooling2D", "Conv2D"]
    assert kinds(apply(before, {"op": "remove", "id": first}, 10))[0] == "MaxPooling2D"


def test_the_first_layer_cannot_move_further_up() -> None:
    before = desk()
    assert apply(before, {"op": "move", "id": before.ids[0], "by": -1}, 10) is before


def test_layers_added_one_after_another_stand_in_that_order() -> None:
    """Each behind the one just added, as the editor selects it, although a network may have several that are equal."""
    now = desk()
    behind = now.ids[0]
    for kind in ("Conv2D", "BatchNormalization", "Dropout"):
        before = set(now.ids)
        now = apply(now, {"op": "add", "kind": kind, "after": behind}, 10)
        behind = next(number for number in now.ids if number not in before)
    assert kinds(now)[:5] == ["Conv2D", "Conv2D", "BatchNormalization", "Dropout", "MaxPooling2D"]


def test_a_copy_moved_down_twice_is_two_places_lower() -> None:
    before = desk()
    copied = apply(before, {"op": "duplicate", "id": before.ids[0]}, 10)
    copy = next(number for number in copied.ids if number not in before.ids)
    moved = copied
    for _ in range(2):
        moved = apply(moved, {"op": "move", "id": copy, "by": 1}, 10)
    assert kinds(moved)[:4] == ["Conv2D", "MaxPooling2D", "Conv2D", "Conv2D"]
    assert moved.ids.index(copy) == copied.ids.index(copy) + 2


def test_two_equal_layers_change_places_too() -> None:
    before = desk()
    copied = apply(before, {"op": "duplicate", "id": before.ids[0]}, 10)
    swapped = apply(copied, {"op": "move", "id": copied.ids[1], "by": -1}, 10)
    assert swapped.ids[:2] == (copied.ids[1], copied.ids[0])


def test_a_new_layer_can_be_spoken_of_before_the_answer() -> None:
    before = desk()
    one = apply(before, {"op": "add", "kind": "Conv2D", "after": before.ids[0], "new": 77}, 10)
    two = apply(one, {"op": "add", "kind": "Dropout", "after": 77, "new": 78}, 10)
    assert two.ids[1:3] == (77, 78)
    assert kinds(two)[1:3] == ["Conv2D", "Dropout"]


def test_a_number_that_is_taken_is_not_given_twice() -> None:
    before = desk()
    after = apply(before, {"op": "add", "kind": "Conv2D", "after": before.ids[0], "new": before.ids[0]}, 10)
    assert len(set(after.ids)) == len(after.ids) == 9


def test_a_layer_is_moved_behind_any_other_and_to_the_top() -> None:
    before = desk()
    third = before.ids[2]
    assert apply(before, {"op": "move", "id": third, "behind": None}, 10).ids[0] == third
    after = apply(before, {"op": "move", "id": third, "behind": before.ids[4]}, 10)
    assert after.ids[:5] == (*before.ids[:2], before.ids[3], before.ids[4], third)


def test_no_layer_passes_the_head() -> None:
    before = desk()
    last = before.ids[-2]
    assert apply(before, {"op": "move", "id": last, "by": 1}, 10) is before
    assert apply(before, {"op": "move", "id": last, "behind": before.ids[-1]}, 10) is before
    with pytest.raises(SpecError, match="cannot be moved"):
        apply(before, {"op": "move", "id": before.ids[-1], "by": -1}, 10)


def test_behind_the_head_nothing_is_added() -> None:
    """A softmax of its own, as some course notebooks have it, can be taken out and not be doubled."""
    head = PRESETS["small-cnn"].experiment.architecture
    ended = replace(PRESETS["small-cnn"].experiment, architecture=head.insert(8, Activation(activation="softmax")))
    before = Desk(ended)
    assert kinds(apply(before, {"op": "add", "kind": "Dropout", "after": before.ids[-1]}, 10))[-3:] == [
        "Dropout",
        "Dense",
        "Activation",
    ]
    with pytest.raises(SpecError, match="none is added"):
        apply(before, {"op": "duplicate", "id": before.ids[-1]}, 10)
    assert kinds(apply(before, {"op": "remove", "id": before.ids[-1]}, 10))[-1] == "Dense"


def test_the_view_says_what_can_be_done_with_each_layer() -> None:
    shown = view(desk(), summarise(desk().experiment.architecture, 10))["layers"]
    assert shown[0]["can"] == {"up": False, "down": True, "duplicate": True, "remove": True}
    assert shown[-2]["can"] == {"up": True, "down": False, "duplicate": True, "remove": True}
    assert shown[-1]["can"] == {"up": False, "down": False, "duplicate": False, "remove": False}


def test_a_full_network_says_so_in_a_sentence() -> None:
    full = desk()
    while len(full.ids) < 64:
        full = apply(full, {"op": "duplicate", "id": full.ids[0]}, 10)
    with pytest.raises(LabError, match=r"^The network has 64 layers, and more are not possible. Remove one first.$"):
        apply(full, {"op": "add", "kind": "Dropout", "after": None}, 10)


@pytest.mark.parametrize("command", [{"op": "remove"}, {"op": "duplicate"}, {"op": "set", "field": "enabled", "value": False}])
def test_the_head_stays(command: dict[str, object]) -> None:
    before = desk()
    with pytest.raises(SpecError, match="number for each class"):
        apply(before, {**command, "id": before.ids[-1]}, 10)


def test_the_heads_units_follow_the_classes_and_nothing_else() -> None:
    before = desk()
    with pytest.raises(SpecError, match="10 classes"):
        apply(before, {"op": "set", "id": before.ids[-1], "field": "units", "value": 11}, 10)


def test_a_fix_is_applied_by_its_label() -> None:
    broken = desk()
    flatten = broken.ids[kinds(broken).index("Flatten")]
    broken = apply(broken, {"op": "remove", "id": flatten}, 10)
    issue = summarise(broken.experiment.architecture, 10).errors[0]
    mended = apply(broken, {"op": "fix", "code": issue.code, "label": issue.fixes[0].label}, 10)
    assert not summarise(mended.experiment.architecture, 10).errors


def test_a_fix_that_is_gone_says_so() -> None:
    with pytest.raises(SpecError, match="no longer offered"):
        apply(desk(), {"op": "fix", "code": "does-not-fit", "label": "x"}, 10)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8), lambda c: st.lists(c, max_size=3), max_leaves=4
)


@given(
    st.dictionaries(st.sampled_from(["id", "field", "value", "kind", "after", "by", "behind", "new", "code", "label"]), JSON),
    st.sampled_from([*EDITS, "undo", "redo", "explode"]),
    st.booleans(),
)
def test_a_hostile_command_is_refused_in_words(values: dict[str, object], op: str, known: bool) -> None:
    before = desk()
    command = {**values, "op": op, **({"id": before.ids[0]} if known else {})}
    after = outcome(before, command)
    if isinstance(after, str):
        assert "Received: " in after
    else:
        assert len(after.ids) == len(after.experiment.architecture.layers)


def outcome(before: Desk, command: dict[str, object]) -> Desk | str:
    try:
        return apply(before, command, 10)
    except SpecError as error:
        return str(error)


def test_the_view_is_json_and_marks_the_faulty_layer() -> None:
    broken = apply(desk(), {"op": "add", "kind": "MaxPooling2D", "after": None}, 10)
    for _ in range(3):
        broken = apply(broken, {"op": "add", "kind": "MaxPooling2D", "after": None}, 10)
    shown = json.loads(json.dumps(view(broken, summarise(broken.experiment.architecture, 10))))
    marked = [layer for layer in shown["layers"] if layer["mark"] == "error"]
    assert len(marked) == 1
    assert marked[0]["index"] == shown["issues"][0]["index"]
    assert shown["undo"] == "MaxPooling 2x2 taken out (Build)"


def test_the_palette_offers_every_kind_with_every_field_and_its_help() -> None:
    offered = palette()
    assert set(offered) == set(Layer.kinds)
    for kind, layer in Layer.kinds.items():
        names = [field["name"] for field in offered[kind]["fields"]]
        assert names == [field.name for field in fields_of(layer) if field.name != "enabled"]
        assert all(field["help"] for field in offered[kind]["fields"])


WRONG = [None, True, 1.0, -1.0, 10**400, float("nan"), "x", "1", [], ["undo"], {}, {"op": "undo"}]


@pytest.mark.parametrize("op", ["set", "add", "remove", "duplicate", "move", "fix"])
@pytest.mark.parametrize("key", ["op", "id", "field", "value", "after", "kind", "by", "behind", "new", "code", "label"])
def test_a_value_of_another_kind_ends_in_a_sentence_and_never_in_a_traceback(op: str, key: str) -> None:
    before = desk()
    number = before.ids[0]
    whole = {"op": op, "id": number, "field": "filters", "value": 8, "kind": "Dropout", "after": number, "by": 1}
    for value in WRONG:
        try:
            changed = apply(before, {**whole, key: value}, classes=10)
        except LabError as error:
            assert str(error)  # noqa: PT017  (any other error fails the test)
        else:
            assert len(changed.ids) == len(changed.experiment.architecture.layers)
