"""The settings of a training."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

from cnn_core.errors import SpecError
from cnn_core.spec.fields import ADVANCED, Choice, Integer, Real, Record, expect_object
from cnn_core.training.optimizers import Adam, Optimizer
from cnn_core.training.precision import AUTO, FLOAT32, PRECISIONS

MAX_EPOCHS = 200
MAX_MINUTES = 600
EVEN, BALANCED = "none", "balanced"
LOSSES = ("categorical_crossentropy", "sparse_categorical_crossentropy", "categorical_focal_crossentropy")
SCHEDULES = ("constant", "step", "exponential", "cosine", "plateau")
BATCHES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)


@dataclass(frozen=True, kw_only=True)
class TrainingConfig(Record):
    """All settings of a training except the network and the data.

    JSON that names no `precision` is older than "auto", or written by hand: it means float32, the only one there was, so that it
    gives the same curves on every machine.
    """

    batch_size: Annotated[
        int,
        Integer(1, 512, stops=BATCHES),
        "Images per step: smaller learns more per epoch and is noisier, larger needs less time per epoch; 1 takes the most time.",
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
        "The first two give the same number: categorical takes one-hot labels, sparse takes class indices. focal counts images that are "
        "already read surely less, which helps where some classes have few (Lin et al., 2017).",
    ] = "categorical_crossentropy"
    seed: Annotated[
        int, Integer(0, 2**31 - 1), "Sets the initial weights, shuffling and dropout: the same seed gives the same run."
    ] = 1
    early_stopping: Annotated[
        int,
        Integer(0, 50),
        "Stops after this many epochs without a better validation loss and restores the best weights, so not while they are averaged "
        "(use_ema); 0 never stops early.",
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
    label_smoothing: Annotated[
        float,
        Real(0.0, 0.5, 0.05),
        "Takes this part of the label from the right class and shares it among all: answers are less sure, and often a little better.",
        ADVANCED,
    ] = 0.0
    schedule: Annotated[
        str,
        Choice(SCHEDULES),
        "How the learning rate changes: in steps, by a factor per epoch, along a cosine down to 0 over all epochs (which no run can go "
        "beyond), or where the validation loss no longer falls (plateau). Large steps first go far, small ones at the end settle.",
        ADVANCED,
    ] = "constant"
    schedule_factor: Annotated[
        float,
        Real(0.05, 1.0, 0.05, least=0.001),
        "What step, exponential and plateau multiply the rate by: smaller falls faster; a plateau needs less than 1.",
        ADVANCED,
    ] = 0.5
    schedule_epochs: Annotated[
        int,
        Integer(1, 50, most=MAX_EPOCHS),
        "step: epochs from one step to the next. plateau: epochs without a better validation loss (by 0.0001; without validation images, "
        "training loss) before the rate falls.",
        ADVANCED,
    ] = 3
    warmup: Annotated[
        int,
        Integer(0, 20, most=MAX_EPOCHS),
        "Epochs in which the rate rises to its full size, by the same amount from each to the next: the first steps of a large rate do no "
        "harm. The schedule begins after them. 0 begins with all of it.",
        ADVANCED,
    ] = 0
    optimizer: Optimizer = field(default_factory=Adam)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.label_smoothing and self.loss.startswith("sparse"):
            raise SpecError(
                "label_smoothing", "must be 0 with a sparse loss, whose labels are whole numbers", self.label_smoothing
            )
        if getattr(self.optimizer, "decay", 0) and (self.schedule != "constant" or self.warmup):
            raise SpecError(
                "schedule", "must be constant, without a warm-up, while the optimizer has a decay of its own", self.schedule
            )
        if self.schedule == "plateau" and self.schedule_factor >= 1:
            raise SpecError(
                "schedule_factor", "must be below 1 with the schedule plateau, or the rate never falls", self.schedule_factor
            )
        if not isinstance(self.optimizer, Optimizer):
            raise SpecError("optimizer", "must be an optimizer", self.optimizer)
        if self.early_stopping and self.optimizer.use_ema:
            raise SpecError(
                "early_stopping",
                "must be 0 while the optimizer averages the weights (use_ema), as the weights of the best epoch would take the place of "
                "the average: take early_stopping against overfitting, use_ema for steadier weights",
                self.early_stopping,
            )

    def to_json(self) -> dict[str, Any]:
        """Without `class_weight` where there is none, as in most: links stay short."""
        plain = {name: value for name, value in self.set_values().items() if (name, value) != ("class_weight", EVEN)}
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
