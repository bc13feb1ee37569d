"""The settings of a training."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

from cnn_core.errors import SpecError
from cnn_core.spec.fields import Choice, Integer, Record, expect_object
from cnn_core.training.optimizers import Adam, Optimizer
from cnn_core.training.precision import AUTO, FLOAT32, PRECISIONS

MAX_EPOCHS = 200
MAX_MINUTES = 600
EVEN, BALANCED = "none", "balanced"
LOSSES = ("categorical_crossentropy", "sparse_categorical_crossentropy")


@dataclass(frozen=True, kw_only=True)
class TrainingConfig(Record):
    """All settings of a training except the network and the data.

    JSON that names no `precision` is older than "auto", or written by hand: it means float32, the only one there was, so that it
    gives the same curves on every machine.
    """

    batch_size: Annotated[
        int,
        Integer(16, 512, 16),
        "Images per step: smaller learns more per epoch and is noisier, larger needs less time per epoch.",
    ] = 64
    epochs: Annotated[
        int,
        Integer(1, MAX_EPOCHS),
        "Passes over all training images: more epochs fit the training images better, and may overfit.",
    ] = 5
    minutes: Annotated[
        int,
        Integer(0, MAX_MINUTES),
        "Stops after so many minutes of training, wherever it is then, and keeps the weights of that moment; 0 sets no limit.",
    ] = 0
    loss: Annotated[
        str,
        Choice(LOSSES),
        "Both give the same number: categorical takes one-hot labels, sparse takes class indices.",
    ] = "categorical_crossentropy"
    seed: Annotated[
        int, Integer(0, 2**31 - 1), "Sets the initial weights, shuffling and dropout: the same seed gives the same run."
    ] = 1
    early_stopping: Annotated[
        int,
        Integer(0, 50),
        "Stops after this many epochs without a better validation loss and restores the best weights; 0 never stops early.",
    ] = 0
    class_weight: Annotated[
        str,
        Choice((EVEN, BALANCED)),
        "none: each image counts the same. balanced: each class counts the same in the training loss, its images n / (classes * images of "
        "the class) times, so that rare classes are not sacrificed: recall of them rises, accuracy may fall.",
    ] = EVEN
    precision: Annotated[
        str,
        Choice(PRECISIONS),
        "auto takes bfloat16 where the machine computes it natively, else float32. mixed_bfloat16 computes with a third of the digits: "
        "it takes 0.6 times as long on processors with AVX512-BF16 or AMX, longer on others.",
    ] = AUTO
    optimizer: Optimizer = field(default_factory=Adam)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.optimizer, Optimizer):
            raise SpecError("optimizer", "must be an optimizer", self.optimizer)

    def to_json(self) -> dict[str, Any]:
        """Without `class_weight` where there is none, as in most: links stay short."""
        plain = {name: value for name, value in self.values().items() if (name, value) != ("class_weight", EVEN)}
        return {**plain, "optimizer": self.optimizer.to_json()}

    @classmethod
    def from_json(cls, value: object) -> TrainingConfig:
        """The settings that a JSON object describes; SpecError names the path of the first fault."""
        values = dict(expect_object("", value))
        try:
            optimizer = Optimizer.from_json(values.pop("optimizer", None))
        except SpecError as error:
            raise error.inside("optimizer") from None
        plain = cls.from_values({"precision": FLOAT32, **values})
        return cls(**{**plain.values(), "optimizer": optimizer})
