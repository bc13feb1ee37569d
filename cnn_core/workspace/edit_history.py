"""A person's desk: the experiment they are editing, with its undo history. Pure values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import count
from typing import Any

from cnn_core.experiment import Experiment
from cnn_core.spec.fields import expect_object

MAX_STEPS = 200


@dataclass(frozen=True)
class Draft:
    """An experiment and one stable number for each of its layers, which survives edits, moves and undo."""

    experiment: Experiment
    ids: tuple[int, ...]


@dataclass(frozen=True)
class Desk:
    """The draft being edited and the drafts before and after it.

    `touch` names what the last edit changed; edits with the same touch (a slider on its way) are one step of undo.
    """

    draft: Draft
    past: tuple[Draft, ...] = ()
    future: tuple[Draft, ...] = ()
    touch: str = ""

    @property
    def experiment(self) -> Experiment:
        return self.draft.experiment

    def edit(self, experiment: Experiment, touch: str = "") -> Desk:
        """The desk after an edit; equal experiments change nothing."""
        if experiment == self.experiment:
            return self
        draft = Draft(experiment, follow(self.draft, experiment))
        if touch and touch == self.touch:
            return replace(self, draft=draft, future=())
        return Desk(draft, (*self.past, self.draft)[-MAX_STEPS:], (), touch)

    def undo(self) -> Desk:
        if not self.past:
            return self
        return Desk(self.past[-1], self.past[:-1], (self.draft, *self.future))

    def redo(self) -> Desk:
        if not self.future:
            return self
        return Desk(self.future[0], (*self.past, self.draft), self.future[1:])

    def to_json(self) -> dict[str, Any]:
        """What is kept over a reload: the experiment and its history."""
        return {
            "experiment": self.experiment.to_json(),
            "past": [draft.experiment.to_json() for draft in self.past[-20:]],
            "future": [draft.experiment.to_json() for draft in self.future[:20]],
        }

    @classmethod
    def from_json(cls, value: object) -> Desk:
        """The desk that was saved; SpecError if it cannot be read."""
        value = expect_object("desk", value)
        now = start(Experiment.from_json(value.get("experiment")))
        past = tuple(start(Experiment.from_json(each)).draft for each in value.get("past", ()))
        future = tuple(start(Experiment.from_json(each)).draft for each in value.get("future", ()))
        return replace(now, past=past, future=future)


_numbers = count(1)


def start(experiment: Experiment) -> Desk:
    """A desk with this experiment and no history."""
    return Desk(Draft(experiment, tuple(next(_numbers) for _ in experiment.architecture.layers)))


def follow(draft: Draft, experiment: Experiment) -> tuple[int, ...]:
    """The numbers of the layers after an edit: kept where a layer stayed or changed in place, new where one was added."""
    old, new = draft.experiment.architecture.layers, experiment.architecture.layers
    ids: list[int] = []
    spare = {}
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and a1 - a0 == b1 - b0):
            ids.extend(draft.ids[a0:a1])
            continue
        spare.update({draft.ids[a]: old[a] for a in range(a0, a1)})
        ids.extend(0 for _ in range(b0, b1))
    for place, layer in enumerate(new):
        if ids[place] == 0:
            moved = next((number for number, was in spare.items() if was == layer), None)
            ids[place] = moved if moved is not None else next(_numbers)
            spare.pop(ids[place], None)
    return tuple(ids)
