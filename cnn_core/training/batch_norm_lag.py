"""Whether a network does badly outside training because the running averages of its batch normalization are not settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnn_core.spec.architecture import Architecture
from cnn_core.spec.blocks import NORMALISED
from cnn_core.training.lasting import FULL
from cnn_core.training.state import Epoch

GAP = 0.05
"""How much lower the accuracy on the same images must be at inference: an epoch's mean is lower than its end anyway."""
TIMES, LEAST = 1.5, 0.1
"""Or how many times the loss on the same images must be, and how much more."""
FORGOTTEN = 0.005
QUICK_MOMENTUM = 0.9


@dataclass(frozen=True)
class Lag:
    """The accuracy on training images while the network learns (each batch normalized by its own mean), and at inference.

    `losses` are the losses of both where these are what tells, the accuracies being about the same; else empty.
    """

    epoch: int
    training: float
    checked: float
    losses: tuple[float, ...] = ()

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
            f"Batch normalization is not settled: after epoch {self.epoch} {self._seen()}. Learning normalizes each batch by its own mean; "
            f"use takes running averages, which {why}. This is not overfitting: {cure}."
        )

    def _seen(self) -> str:
        if self.losses:
            return (
                f"the loss on its own training images is {self.losses[1]:.2f} when the network is used, and {self.losses[0]:.2f} while it "
                f"learns ({self.checked:.0%} and {self.training:.0%} correct)"
            )
        return (
            f"the network reads {self.checked:.0%} of its own training images correctly when it is used, and {self.training:.0%} while it "
            "learns"
        )


def batch_norm_lag(history: Sequence[Epoch], part: float = FULL) -> Lag | None:
    """The lag after the last epoch; None if the validation is worse for another reason, or nothing was looked at. `part` of each threshold
    counts.

    The part of the fall from training to validation that training images show too must be the larger one: of the accuracy, or of the
    loss, which tells it where the answers are right and hardly sure.
    """
    last = history[-1] if history else None
    if last is None or last.checked_accuracy is None or last.val_accuracy is None:
        return None
    lost = last.accuracy - last.checked_accuracy
    if lost >= part * GAP and lost > last.checked_accuracy - last.val_accuracy:
        return Lag(last.epoch, last.accuracy, last.checked_accuracy)
    if last.checked_loss is None or last.val_loss is None:
        return None
    more = last.checked_loss - last.loss
    if more < part * max(LEAST, (TIMES - 1) * last.loss) or more <= last.val_loss - last.checked_loss:
        return None
    return Lag(last.epoch, last.accuracy, last.checked_accuracy, (last.loss, last.checked_loss))
