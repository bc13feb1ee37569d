"""A person's desk: the experiment they are editing, with its undo history. Pure values."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from cnn_core.errors import SpecError
from cnn_core.experiment import Experiment
from cnn_core.spec.fields import Text, expect_object
from cnn_core.workspace.changes import change_text

MAX_STEPS = 200
KEPT_STEPS = 20
WORDS = Text(200)
UNDONE, REDONE = "undo", "redo"


@dataclass(frozen=True)
class Mark:
    """Says of a step of the desk, this very object, that it was no edit of one's own: what was `before` the try of a lesson, or None
    where a preset, a run or a file came onto the desk. `words` call a change that was made elsewhere, with its page."""

    step: Experiment
    before: Experiment | None = None
    words: str = ""


@dataclass(frozen=True)
class Desk:
    """The experiment being edited and those before and after it.

    `touch` names what the last edit changed; edits with the same touch (a slider on its way) are one step of undo.
    A mark counts while its step is the experiment or one in `past`: an undo takes it away, a redo brings it back.
    """

    experiment: Experiment
    past: tuple[Experiment, ...] = ()
    future: tuple[Experiment, ...] = ()
    touch: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers of the layers."""
        return self.experiment.architecture.ids

    @property
    def undo_text(self) -> str:
        """What `undo` would bring back: `epochs back to 6 (Train)`; empty if there is nothing to undo."""
        words = self._called(self.experiment)
        return f"as before {words}" if self.past and words else change_text(self.experiment, self.past[-1]) if self.past else ""

    @property
    def redo_text(self) -> str:
        """What `redo` would do again; empty if there is nothing."""
        return self._called(self.future[0]) or change_text(self.experiment, self.future[0], "again") if self.future else ""

    @property
    def last_text(self) -> str:
        """The edit that was just undone or done again; empty after any other edit."""
        if self.touch == UNDONE and self.future:
            return f"Undone: {self._called(self.future[0]) or change_text(self.experiment, self.future[0], 'changed to')}"
        if self.touch == REDONE and self.past:
            return f"Done again: {self._called(self.experiment) or change_text(self.past[-1], self.experiment, 'again')}"
        return ""

    def _called(self, step: Experiment) -> str:
        return next((mark.words for mark in self.marks if mark.step is step), "")

    def edit(self, experiment: Experiment, touch: str = "") -> Desk:
        """The desk after an edit; equal experiments change nothing, unless equal layers have changed places."""
        if experiment == self.experiment and experiment.architecture.ids == self.experiment.architecture.ids:
            return self
        experiment = replace(experiment)  # an object of its own, which no mark of another step is taken for
        if touch and touch == self.touch:
            return replace(self, experiment=experiment, future=())
        return Desk(experiment, (*self.past, self.experiment)[-MAX_STEPS:], (), touch, self.marks)

    def bring(self, experiment: Experiment, words: str = "") -> Desk:
        """The desk after a preset, a run or a file came onto it: as an edit, but of a lesson tried before nothing is on it. The words, if
        any, call what changed."""
        return self.edit(experiment).marked(None, words)

    def marked(self, before: Experiment | None, words: str = "") -> Desk:
        """The desk with a mark on its experiment, of which the next edit is another step."""
        kept = tuple(mark for mark in self.marks if any(mark.step is each for each in self.past))
        return replace(self, touch="", marks=(*kept, Mark(self.experiment, before, words)))

    def followed_by(self, other: Desk) -> Desk:
        """Another desk with its steps, before which this one can be brought back."""
        past = (*self.past, self.experiment, *other.past)[-MAX_STEPS:]
        return Desk(other.experiment, past, other.future, marks=(*self.marks, Mark((*other.past, other.experiment)[0])))

    def undo(self) -> Desk:
        if not self.past:
            return self
        return Desk(self.past[-1], self.past[:-1], (self.experiment, *self.future), UNDONE, self.marks)

    def redo(self) -> Desk:
        if not self.future:
            return self
        return Desk(self.future[0], (*self.past, self.experiment), self.future[1:], REDONE, self.marks)

    def to_json(self) -> dict[str, Any]:
        """What is kept over a reload: the experiment and its history, the numbers of the layers of each, and the marks."""
        past, future = self.past[-KEPT_STEPS:], self.future[:KEPT_STEPS]
        steps = (self.experiment, *past, *future)
        marks = [(n, mark) for mark in self.marks for n, each in enumerate(steps) if each is mark.step]
        return {
            "experiment": self.experiment.to_json(),
            "past": [each.to_json() for each in past],
            "future": [each.to_json() for each in future],
            "ids": [list(each.architecture.ids) for each in steps],
            "marks": [{"step": n, "before": m.before and Desk(m.before).to_json(), "words": m.words} for n, m in marks],
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
        past, future = read[1 : 1 + len(past)], read[1 + len(past) :]
        return cls(read[0], tuple(past), tuple(future), marks=_marks(value.get("marks"), read))


def _marks(value: object, steps: list[Experiment]) -> tuple[Mark, ...]:
    """None if there are none, or those of another version: that must not cost the desk."""
    with suppress(SpecError, TypeError, KeyError, IndexError):
        if isinstance(value, list):
            found = [(steps[each["step"]], each["before"], _words(each)) for each in value]
            return tuple(Mark(step, None if it is None else Desk.from_json(it).experiment, words) for step, it, words in found)
    return ()


def _words(mark: dict[str, Any]) -> str:
    return WORDS.check("words", mark["words"]) if mark.get("words") else ""


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
