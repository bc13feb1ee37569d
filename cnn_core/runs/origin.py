"""What is known of a network that came from a file: what was done to it, and how it did with each scaling of the pixels."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from typing import Any

from cnn_core.data.choice import DataChoice
from cnn_core.errors import SpecError
from cnn_core.runs.folder import RunFolder
from cnn_core.runs.result import LOADED
from cnn_core.spec.fields import Integer, Real, Text, expect_object
from cnn_core.training.state import RunState

MAX_NOTES, MAX_TRIALS = 40, 20
NOTE, NAME = Text(400), Text(40)
NUMBER, SHARE, IMAGES = Real(-1e9, 1e9), Real(0.0, 1.0), Integer(0, 10**9)


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A scaling by its name, as (offset, divisor), and how the network does with it on a sample of the test images: its accuracy, and how
    sure it is of its answers, the mean of the largest probabilities; None in runs of versions that did not keep it."""

    name: str
    scaling: tuple[float, float]
    accuracy: float
    sure: float | None = None

    def to_json(self) -> dict[str, Any]:
        sure = {} if self.sure is None else {"sure": self.sure}
        return {"name": self.name, "scaling": list(self.scaling), "accuracy": self.accuracy, **sure}

    @classmethod
    def from_json(cls, value: object) -> Trial:
        value = expect_object("trials", value)
        scaling = value.get("scaling")
        if not isinstance(scaling, list) or len(scaling) != 2:
            raise SpecError("trials.scaling", "must be [offset, divisor]", scaling)
        return cls(
            name=NAME.check("trials.name", value.get("name")),
            scaling=(NUMBER.check("trials.scaling", scaling[0]), NUMBER.check("trials.scaling", scaling[1])),
            accuracy=SHARE.check("trials.accuracy", value.get("accuracy")),
            sure=None if value.get("sure") is None else SHARE.check("trials.sure", value["sure"]),
        )


@dataclass(frozen=True, kw_only=True)
class Origin:
    """`notes` are sentences; `trials` are all scalings that were tried on `images` test images, the best first."""

    notes: tuple[str, ...] = ()
    trials: tuple[Trial, ...] = ()
    images: int = 0

    def to_json(self) -> dict[str, Any]:
        return {"notes": list(self.notes), "trials": [each.to_json() for each in self.trials], "images": self.images}

    def fitting(self) -> Origin:
        """The same with notes and trials as `from_json` takes them: each note cut to what a line holds, and of too many the last."""
        lines = ("".join(mark if mark.isprintable() else " " for mark in note).strip()[: NOTE.maximum] for note in self.notes)
        return replace(self, notes=tuple(line for line in lines if line)[-MAX_NOTES:], trials=self.trials[:MAX_TRIALS])

    @classmethod
    def from_json(cls, value: object) -> Origin:
        """What a JSON object says; SpecError names what is malformed."""
        value = expect_object("origin", value)
        notes, trials = value.get("notes"), value.get("trials")
        if not isinstance(notes, list) or not isinstance(trials, list) or len(notes) > MAX_NOTES or len(trials) > MAX_TRIALS:
            raise SpecError("origin", f"must have at most {MAX_NOTES} notes and {MAX_TRIALS} trials", value)
        return cls(
            notes=tuple(NOTE.check("notes", each) for each in notes),
            trials=tuple(Trial.from_json(each) for each in trials),
            images=IMAGES.check("images", value.get("images")),
        )


def origin_of(folder: RunFolder, strict: bool = False) -> Origin:
    """What a loaded run keeps of its file; nothing for runs that were trained here, or loaded by earlier versions.

    What is malformed is passed over; `strict`, it is a SpecError.
    """
    for each in folder.events():
        if each.get("event") == "finished" and each.get("reason") == LOADED and "origin" in each:
            with nullcontext() if strict else suppress(SpecError):
                return Origin.from_json(each["origin"])
    return Origin()


def role_of_test(state: RunState, data: DataChoice, watched: bool = False) -> str:
    """What the test images are to the network of a run, whose epochs may have been `watched` with them, as sentences. Of weights of unknown age, as in a file of Keras, nobody knows."""
    if state.reason == LOADED and not state.epochs:
        unknown = "It came from a file that does not say what it learned from: perhaps these test images, too."
        return f"{unknown} {data.changed_test}".strip()
    return data.role_of_test(watched)
