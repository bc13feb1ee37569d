"""The status of the engine, for the pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EngineStatus:
    """`words` say what is going on; `error` is a sentence if something is wrong; `train_slots` is how many runs train at once."""

    ready: bool = False
    words: str = "starting the engine"
    error: str = ""
    train_slots: int = 0


def status_of(train: int, infer: int, seen_before: bool) -> EngineStatus:
    """The status for this number of training and prediction slots."""
    if train and infer:
        return EngineStatus(True, "ready", "", train)
    if seen_before:
        missing = "training" if not train else "prediction"
        return EngineStatus(False, f"starting the {missing} process again (takes about 10 s)", "", train)
    return EngineStatus(False, "loading TensorFlow (takes about 10 s)", "", train)
