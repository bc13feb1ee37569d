"""An experiment: a network, its data and its training, as one value that JSON can carry."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from cnn_core.data.augmentation import Augmentation
from cnn_core.data.choice import DataChoice
from cnn_core.errors import SpecError
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.fields import expect_object, path_part
from cnn_core.training.config import TrainingConfig
from cnn_core.training.precision import AUTO
from cnn_core.training.transfer import Transfer

PARTS = ("architecture", "data", "training", "augmentation", "transfer")


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """All that a run depends on. Two equal experiments on one machine give equal runs."""

    architecture: Architecture
    data: DataChoice = field(default_factory=DataChoice)
    training: TrainingConfig = field(default_factory=TrainingConfig)
    augmentation: Augmentation = field(default_factory=Augmentation)
    transfer: Transfer = field(default_factory=Transfer)

    def in_precision(self, precision: str) -> Experiment:
        """The experiment in the precision in which it was trained: "auto" is settled when a run begins; "" changes nothing."""
        settled = precision if self.training.precision == AUTO and precision else self.training.precision
        return replace(self, training=replace(self.training, precision=settled))

    def to_json(self) -> dict[str, Any]:
        return {part: getattr(self, part).to_json() for part in PARTS}

    @classmethod
    def from_json(cls, value: object) -> Experiment:
        """The experiment that a JSON object describes; SpecError names the path of the first fault."""
        value = expect_object("", value)
        for name in value:
            if name not in PARTS:
                raise SpecError(path_part(name), f"is no part of an experiment, which has {', '.join(PARTS)}", value[name])
        readers = (
            Architecture.from_json,
            DataChoice.from_json,
            TrainingConfig.from_json,
            Augmentation.from_json,
            Transfer.from_json,
        )
        made = {}
        for part, read in zip(PARTS, readers, strict=True):
            try:
                made[part] = read(value.get(part))
            except SpecError as error:
                raise error.inside(part) from None
        return cls(**made)  # type: ignore[arg-type]

    @classmethod
    def from_saved(cls, value: object) -> Experiment:
        """The experiment of a run, a bundle, a plan or a desk that an earlier version may have written.

        Its rules allowed what is refused now. That is read as what came of it: a plateau with factor 1 left the rate as it was, and
        early stopping put the weights of its best epoch in the place of the average of `use_ema`.
        """
        value = expect_object("", value)
        training = value.get("training")
        optimizer = training.get("optimizer") if isinstance(training, dict) else None
        if isinstance(training, dict) and isinstance(optimizer, dict):
            if training.get("schedule") == "plateau" and training.get("schedule_factor") == 1:
                training = {**training, "schedule": "constant"}
            if training.get("early_stopping") and optimizer.get("use_ema") is True:
                training = {**training, "optimizer": {**optimizer, "use_ema": False}}
            value = {**value, "training": training}
        return cls.from_json(value)
