"""Whether a network does badly outside training because the running averages of its batch normalization are not settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnn_core.spec.architecture import Architecture
from cnn_core.spec.blocks import NORMALISED
from cnn_core.training.state import Epoch

GAP = 0.05
"""How much lower the accuracy on the same images must be at inference: an epoch's mean is lower than its end anyway."""
FORGOTTEN = 0.005
QUICK_MOMENTUM = 0.9


@dataclass(frozen=True)
class Lag:
    """The accuracy on training images while the network learns (each batch normalized by its own mean), and at inference."""

    epoch: int
    training: float
    checked: float

    def words(self, architecture: Architecture, steps_per_epoch: int) -> str:
        """What is seen, why, and what helps."""
        momentum = max((e.momentum for e in architecture.layers if isinstance(e, NORMALISED) and e.enabled), default=0.0)
        steps = self.epoch * steps_per_epoch
        left = momentum**steps
        if left < FORGOTTEN:
            why, cure = "lag behind weights that change quickly", "lower the learning rate"
        else:
            why = f"still hold {left:.0%} of the values they began with (momentum {momentum:g}, {steps:,} batches)"
            cure = "train longer, take smaller batches, or " + (
                f"use momentum={QUICK_MOMENTUM:g} in BatchNormalization"
                if momentum > QUICK_MOMENTUM
                else "learn from more images"
            )
        return (
            f"Batch normalization is not settled: after epoch {self.epoch} the network reads {self.checked:.0%} of its own training "
            f"images correctly when it is used, and {self.training:.0%} while it learns. Learning normalizes each batch by its own mean; "
            f"use takes running averages, which {why}. This is not overfitting: {cure}."
        )


def batch_norm_lag(history: Sequence[Epoch]) -> Lag | None:
    """The lag after the last epoch; None if the validation is low for another reason, or nothing was looked at.

    The part of the fall from training to validation that training images show too must be the larger one.
    """
    last = history[-1] if history else None
    if last is None or last.checked_accuracy is None or last.val_accuracy is None:
        return None
    lost = last.accuracy - last.checked_accuracy
    if lost < GAP or lost <= last.checked_accuracy - last.val_accuracy:
        return None
    return Lag(last.epoch, last.accuracy, last.checked_accuracy)
