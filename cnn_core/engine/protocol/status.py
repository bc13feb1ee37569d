"""The status of the engine, for the pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Slots:
    """How many runs can train at once, and how many predictions; of small runs so many more, `beside` the others on the same cores, and
    so many once such slots are `opened`."""

    train: int = 0
    infer: int = 0
    beside: int = 0
    opened: int = 0


@dataclass(frozen=True)
class EngineStatus:
    """`words` say what is going on; `error` is a sentence if something is wrong; the slots are 0 where it has none yet."""

    ready: bool = False
    words: str = "starting the engine"
    error: str = ""
    slots: Slots = Slots()


def status_of(slots: Slots, seen_before: bool) -> EngineStatus:
    """The status of an engine with these slots."""
    if slots.train and slots.infer:
        return EngineStatus(True, "ready", "", slots)
    if seen_before:
        missing = "training" if not slots.train else "prediction"
        return EngineStatus(False, f"starting the {missing} process again (takes about 10 s)", "", slots)
    return EngineStatus(False, "loading TensorFlow (takes about 10 s)", "", slots)
