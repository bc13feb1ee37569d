"""Edits of a desk as small JSON commands, for the network editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from cnn_core.errors import LabError, SpecError
from cnn_core.spec.architecture import MAX_LAYERS, Architecture
from cnn_core.spec.fields import expect_object, fields_of
from cnn_core.spec.layer import Layer
from cnn_core.summary import summarise
from cnn_core.workspace.edit_history import Desk

Command = Mapping[str, Any]
MAX_NUMBER = 2**53  # larger ones JavaScript cannot tell apart


def apply(desk: Desk, command: object, classes: int) -> Desk:
    """The desk after a command of the editor; SpecError for one that is malformed or not allowed.

    {"op": "set", "id", "field", "value"}; {"op": "add", "kind", "after", "new"}; {"op": "remove", "id"};
    {"op": "duplicate", "id", "new"}; {"op": "move", "id", "by" | "behind"}; {"op": "fix", "code", "label"}; {"op": "undo" | "redo"}.
    """
    command = expect_object("command", command)
    op = command.get("op")
    if op == "undo":
        return desk.undo()
    if op == "redo":
        return desk.redo()
    if not isinstance(op, str) or op not in EDITS:
        raise SpecError("command.op", f"must be one of {', '.join((*EDITS, 'undo', 'redo'))}", op)
    architecture = EDITS[op](desk, command, classes)
    touch = f"{command.get('id')}.{command.get('field')}" if op == "set" else ""
    return desk.edit(replace(desk.experiment, architecture=architecture), touch)


def _place(desk: Desk, command: Command, key: str = "id") -> int:
    if command.get(key) not in desk.ids:
        raise SpecError(f"command.{key}", "must be the number of a layer on the list", command.get(key))
    return desk.ids.index(command[key])


def _guard_head(architecture: Architecture, index: int, deed: str) -> None:
    if index == architecture.head:
        raise SpecError(f"layers[{index}]", f"is the layer that gives a number for each class and cannot be {deed}", deed)


def _guard_room(architecture: Architecture) -> None:
    if len(architecture.layers) >= MAX_LAYERS:
        raise LabError(f"The network has {MAX_LAYERS} layers, and more are not possible. Remove one first.")


def _number(command: Command) -> int | None:
    """The number that the editor wants for a new layer, so that it can speak of it before the answer is there."""
    wanted = command.get("new")
    if wanted is not None and (type(wanted) is not int or not 0 < wanted < MAX_NUMBER):
        raise SpecError("command.new", f"must be a whole number below {MAX_NUMBER}", wanted)
    return wanted


def _set(desk: Desk, command: Command, classes: int) -> Architecture:
    architecture = desk.experiment.architecture
    index, name = _place(desk, command), command.get("field")
    layer = architecture.layers[index]
    if not isinstance(name, str) or name not in {field.name for field in fields_of(type(layer))}:
        raise SpecError(f"layers[{index}]", f"has no such field: {layer.kind}", name)
    if name == "enabled":
        _guard_head(architecture, index, "switched off")
    if name == "units" and command.get("value") != classes:
        _guard_head(architecture, index, f"given other units than the {classes} classes of the data")
    return architecture.edit(index, **{name: command.get("value")})


def _add(desk: Desk, command: Command, classes: int) -> Architecture:
    architecture = desk.experiment.architecture
    _guard_room(architecture)
    place = 0 if command.get("after") is None else _place(desk, command, "after") + 1
    if architecture.head is not None:
        place = min(place, architecture.head)
    return architecture.insert(place, Layer.from_json({"kind": command.get("kind")}), _number(command))


def _remove(desk: Desk, command: Command, classes: int) -> Architecture:
    architecture = desk.experiment.architecture
    index = _place(desk, command)
    _guard_head(architecture, index, "removed")
    return architecture.remove(index)


def _duplicate(desk: Desk, command: Command, classes: int) -> Architecture:
    architecture = desk.experiment.architecture
    _guard_room(architecture)
    index = _place(desk, command)
    _guard_head(architecture, index, "duplicated")
    if not can(architecture, index)["duplicate"]:
        raise SpecError(
            f"layers[{index}]", "stands behind the layer that gives a number for each class, where none is added", "duplicate"
        )
    return architecture.insert(index + 1, architecture.layers[index], _number(command))


def _move(desk: Desk, command: Command, classes: int) -> Architecture:
    """By one place, or behind another layer (None: to the top); no further than the head, which stays where it is."""
    architecture = desk.experiment.architecture
    index = _place(desk, command)
    _guard_head(architecture, index, "moved")
    if "behind" in command:
        to = 0 if command["behind"] is None else _place(desk, command, "behind") + 1
        to -= to > index
    else:
        by = command.get("by")
        if type(by) is not int or by not in (-1, 1):
            raise SpecError("command.by", "must be -1 or 1", by)
        to = index + by
    first, last = _span(architecture, index)
    return architecture.move(index, min(max(to, first), last))


def _span(architecture: Architecture, index: int) -> tuple[int, int]:
    """The first and the last place that a layer can move to: it stays on its side of the head."""
    head, last = architecture.head, len(architecture.layers) - 1
    if head is None:
        return 0, last
    return (0, head - 1) if index < head else (head + 1, last)


def can(architecture: Architecture, index: int) -> dict[str, bool]:
    """What can be done with a layer. The head stays where it is, and nothing is added behind it."""
    head = architecture.head
    first, last = _span(architecture, index)
    free = index != head
    return {
        "up": free and index > first,
        "down": free and index < last,
        "duplicate": head is None or index < head,
        "remove": free,
    }


def _fix(desk: Desk, command: Command, classes: int) -> Architecture:
    for issue in summarise(desk.experiment.architecture, classes).issues:
        for fix in issue.fixes:
            if (issue.code, fix.label) == (command.get("code"), command.get("label")):
                return fix.architecture
    raise SpecError("command.label", "names a fix that is no longer offered; the network has changed since", command.get("label"))


EDITS: dict[str, Callable[[Desk, Command, int], Architecture]] = {
    "set": _set,
    "add": _add,
    "remove": _remove,
    "duplicate": _duplicate,
    "move": _move,
    "fix": _fix,
}
