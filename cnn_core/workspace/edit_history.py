"""A person's desk: the experiment they are editing, with its undo history. Pure values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cnn_core.experiment import Experiment
from cnn_core.spec.fields import expect_object
from cnn_core.workspace.changes import change_text

MAX_STEPS = 200
KEPT_STEPS = 20
UNDONE, REDONE = "undo", "redo"


@dataclass(frozen=True)
class Desk:
    """The experiment being edited and those before and after it.

    `touch` names what the last edit changed; edits with the same touch (a slider on its way) are one step of undo.
    """

    experiment: Experiment
    past: tuple[Experiment, ...] = ()
    future: tuple[Experiment, ...] = ()
    touch: str = ""

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers of the layers."""
        return self.experiment.architecture.ids

    @property
    def undo_text(self) -> str:
        """What `undo` would bring back: `epochs back to 6 (Train)`; empty if there is nothing to undo."""
        return change_text(self.experiment, self.past[-1]) if self.past else ""

    @property
    def redo_text(self) -> str:
        """What `redo` would do again; empty if there is nothing."""
        return change_text(self.experiment, self.future[0], "again") if self.future else ""

    @property
    def last_text(self) -> str:
        """The edit that was just undone or done again; empty after any other edit."""
        if self.touch == UNDONE and self.future:
            return f"Undone: {change_text(self.experiment, self.future[0], 'changed to')}"
        if self.touch == REDONE and self.past:
            return f"Done again: {change_text(self.past[-1], self.experiment, 'again')}"
        return ""

    def edit(self, experiment: Experiment, touch: str = "") -> Desk:
        """The desk after an edit; equal experiments change nothing, unless equal layers have changed places."""
        if experiment == self.experiment and experiment.architecture.ids == self.experiment.architecture.ids:
            return self
        if touch and touch == self.touch:
            return replace(self, experiment=experiment, future=())
        return Desk(experiment, (*self.past, self.experiment)[-MAX_STEPS:], (), touch)

    def followed_by(self, other: Desk) -> Desk:
        """Another desk with its steps, before which this one can be brought back."""
        return Desk(other.experiment, (*self.past, self.experiment, *other.past)[-MAX_STEPS:], other.future)

    def undo(self) -> Desk:
        if not self.past:
            return self
        return Desk(self.past[-1], self.past[:-1], (self.experiment, *self.future), UNDONE)

    def redo(self) -> Desk:
        if not self.future:
            return self
        return Desk(self.future[0], (*self.past, self.experiment), self.future[1:], REDONE)

    def to_json(self) -> dict[str, Any]:
        """What is kept over a reload: the experiment and its history, and the numbers of the layers of each."""
        past, future = self.past[-KEPT_STEPS:], self.future[:KEPT_STEPS]
        return {
            "experiment": self.experiment.to_json(),
            "past": [each.to_json() for each in past],
            "future": [each.to_json() for each in future],
            "ids": [list(each.architecture.ids) for each in (self.experiment, *past, *future)],
        }

    @classmethod
    def from_json(cls, value: object) -> Desk:
        """The desk that was saved; SpecError if it cannot be read."""
        value = expect_object("desk", value)
        past, future = (list(value.get(part, ())) for part in ("past", "future"))
        read = [Experiment.from_saved(each) for each in (value.get("experiment"), *past, *future)]
        ids = value.get("ids", ())  # desks of earlier versions have none
        if isinstance(ids, list) and len(ids) == len(read):
            read = [_numbered(*each) for each in zip(read, ids, strict=True)]
        return cls(read[0], tuple(read[1 : 1 + len(past)]), tuple(read[1 + len(past) :]))


def _numbered(experiment: Experiment, ids: object) -> Experiment:
    """The experiment with these numbers of its layers; as it is, if they are none."""
    layers = experiment.architecture.layers
    if (
        not isinstance(ids, list)
        or len(ids) != len(layers)
        or not all(type(each) is int for each in ids)
        or len(set(ids)) != len(ids)
    ):
        return experiment
    return replace(experiment, architecture=replace(experiment.architecture, ids=tuple(ids)))
