"""What lists show of a run: result.json, written when the run ends, so that no list has to fold its journal."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

from cnn_core.runs.meta import RunMeta
from cnn_core.spec.fields import Shape
from cnn_core.training.state import ENDED, RunState

SCHEMA = 1
LOADED = "loaded"
MAX_TIME = 1e11
"""Seconds since 1970 that `time.localtime` takes everywhere."""

Sizes = tuple[int, int]
"""The bytes of run.json and events.jsonl that a result was made from: with other sizes it is out of date."""


@dataclass(frozen=True, kw_only=True)
class RunResult:
    """Whose run it is, what it trained on what, and how far it came.

    `epochs` are whole ones, or those that the file of a loaded run gives; `status` and `reason` are those of `RunState`.
    """

    id: str
    owner: str
    created: float
    network: str
    dataset: str
    input_shape: Shape
    status: str = ""
    reason: str = ""
    epochs: int = 0
    seconds: float = 0.0
    val_accuracy: float | None = None
    test_loss: float | None = None
    test_accuracy: float | None = None

    @classmethod
    def of(cls, run_id: str, meta: RunMeta, state: RunState) -> RunResult:
        experiment = meta.experiment
        loaded = state.reason == LOADED
        return cls(
            id=run_id,
            owner=meta.owner,
            created=meta.created,
            network=experiment.architecture.name,
            dataset=experiment.data.dataset,
            input_shape=experiment.architecture.input_shape,
            status=state.status,
            reason=state.reason,
            epochs=state.epochs if loaded else len(state.history),
            seconds=state.seconds,
            val_accuracy=state.history[-1].val_accuracy if state.history else None,
            test_loss=state.test_loss,
            test_accuracy=state.test_accuracy,
        )

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    @property
    def loaded(self) -> bool:
        """Whether the run came from a file."""
        return self.reason == LOADED

    def to_json(self, sizes: Sizes) -> dict[str, Any]:
        return {"schema": SCHEMA, "sizes": list(sizes), **{name: value for name, value in asdict(self).items() if name != "id"}}

    @classmethod
    def from_json(cls, run_id: str, value: object, sizes: Sizes) -> RunResult | None:
        """The result in a JSON value; None if it is of other files, of another version, or not as `to_json` writes it."""
        if not isinstance(value, dict) or value.get("schema") != SCHEMA or value.get("sizes") != list(sizes):
            return None
        shape = value.get("input_shape")
        right = (
            all(isinstance(value.get(name), str) for name in ("owner", "network", "dataset", "reason"))
            and value.get("status") in ENDED
            and all(_number(value.get(name)) for name in ("created", "seconds", "epochs"))
            and isinstance(value["epochs"], int)
            and 0 <= value["created"] < MAX_TIME
            and all(value.get(name) is None or _number(value[name]) for name in ("val_accuracy", "test_loss", "test_accuracy"))
            and isinstance(shape, list)
            and len(shape) == 3
            and all(isinstance(side, int) for side in shape)
        )
        if not right:
            return None
        known = {name: each for name, each in value.items() if name in cls.__dataclass_fields__}
        return cls(**{**known, "id": run_id, "input_shape": tuple(shape)})


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
