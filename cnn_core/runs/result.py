"""What lists show of a run: result.json, written when the run ends, so that no list has to fold its journal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cnn_core.runs.annotation import Annotation
from cnn_core.runs.meta import RunMeta
from cnn_core.runs.particular import particular
from cnn_core.runs.thumbnail import POINTS, thumbnail
from cnn_core.spec.fields import Shape
from cnn_core.training.progress import seconds_in_tables
from cnn_core.training.state import ENDED, RunState

SCHEMA = 1
LOADED = "loaded"
MAX_NUMBER = 1e11
"""More than any number of a result; as seconds since 1970 it is the year 5138, which `time.localtime` still takes."""

Sizes = tuple[int, int]
"""The bytes of run.json and events.jsonl that a result was made from: with other sizes it is out of date."""


@dataclass(frozen=True, kw_only=True)
class RunResult:
    """Whose run it is, what it trained on what, and how far it came.

    `particular` is what `runs.particular` says of its settings, `curve` is its `thumbnail`, `annotation` what its owner wrote on it. `epochs` are whole ones, or those that the file of a loaded run gives; `status` and `reason` are those of `RunState`. `seconds` are those of `seconds_in_tables`, 0 where nothing has been trained. `train_size` are the images that it learned from, 0 before it has begun, and in results of earlier versions.
    """

    id: str
    owner: str
    created: float
    network: str
    particular: str
    dataset: str
    input_shape: Shape
    status: str
    reason: str
    epochs: int
    seconds: float
    train_size: int = 0
    val_accuracy: float | None
    test_loss: float | None
    test_accuracy: float | None
    curve: tuple[float, ...] = ()
    annotation: Annotation = field(default_factory=Annotation)

    @classmethod
    def of(cls, run_id: str, meta: RunMeta, state: RunState) -> RunResult:
        """The result of a run in this state, without what was written on it."""
        experiment = meta.experiment
        return cls(
            id=run_id,
            owner=meta.owner,
            created=meta.created,
            network=experiment.architecture.name,
            particular=particular(experiment),
            dataset=experiment.data.dataset,
            input_shape=experiment.architecture.input_shape,
            status=state.status,
            reason=state.reason,
            epochs=state.epochs if state.reason == LOADED else len(state.history),
            train_size=state.train_size,
            seconds=seconds_in_tables(state) or 0.0,
            val_accuracy=state.kept.val_accuracy if state.kept else None,
            test_loss=state.test_loss,
            test_accuracy=state.test_accuracy,
            curve=thumbnail(state),
        )

    @property
    def title(self) -> str:
        """What its owner calls it, or else the name of its network."""
        return self.annotation.name or self.network

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    @property
    def loaded(self) -> bool:
        """Whether the run came from a file."""
        return self.reason == LOADED

    def to_json(self, sizes: Sizes) -> dict[str, Any]:
        plain = {name: getattr(self, name) for name in KINDS}
        return {"schema": SCHEMA, "sizes": list(sizes), "input_shape": list(self.input_shape), "curve": list(self.curve), **plain}

    @classmethod
    def from_json(cls, run_id: str, value: object, sizes: Sizes) -> RunResult | None:
        """The result that a JSON value describes; None if it is of other sizes, of another version, or of the wrong kinds."""
        if not isinstance(value, dict) or value.get("schema") != SCHEMA or value.get("sizes") != list(sizes):
            return None
        value = {"particular": "", "curve": [], "train_size": 0, **value}  # results of earlier versions do not say it
        shape, curve = value.get("input_shape"), value["curve"]
        if not isinstance(shape, list) or len(shape) != 3 or not all(_fits(side, (int,)) for side in shape):
            return None
        if not isinstance(curve, list) or len(curve) > POINTS or not all(_fits(each, NUMBER) for each in curve):
            return None
        if not all(name in value and _fits(value[name], kinds) for name, kinds in KINDS.items()) or value["status"] not in ENDED:
            return None
        return cls(id=run_id, input_shape=tuple(shape), curve=tuple(curve), **{name: value[name] for name in KINDS})


def _fits(value: object, kinds: tuple[type, ...]) -> bool:
    if isinstance(value, (int, float)) and not 0 <= value < MAX_NUMBER:
        return False
    return isinstance(value, kinds) and not isinstance(value, bool)


NUMBER, NUMBER_OR_NONE = (int, float), (int, float, type(None))
KINDS: dict[str, tuple[type, ...]] = {
    "owner": (str,),
    "created": NUMBER,
    "network": (str,),
    "particular": (str,),
    "dataset": (str,),
    "status": (str,),
    "reason": (str,),
    "epochs": (int,),
    "train_size": (int,),
    "seconds": NUMBER,
    "val_accuracy": NUMBER_OR_NONE,
    "test_loss": NUMBER_OR_NONE,
    "test_accuracy": NUMBER_OR_NONE,
}
