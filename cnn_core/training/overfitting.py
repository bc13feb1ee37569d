"""Whether a network has begun to overfit, judged by its curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnn_core.training.batch_norm_lag import batch_norm_lag
from cnn_core.training.state import Epoch

GENERALISATION_LOSS = 0.05
LASTING = 2


@dataclass(frozen=True)
class Turn:
    """The epoch with the smallest validation loss, and by how much (0.1 is 10 %) the loss lies above it now."""

    epoch: int
    rise: float

    def words(self, stops_early: bool = False) -> str:
        """What is seen and what helps; early stopping is no advice for a training that has it (`stops_early`)."""
        stop = "" if stops_early else f", or early_stopping, which would have kept the weights of epoch {self.epoch}"
        cures = "Dropout, fewer weights or more images" if stops_early else "Dropout, fewer weights, more images"
        return (
            f"Overfitting: since epoch {self.epoch} the validation loss has risen by {self.rise:.0%} while the training loss went "
            f"on falling. The network now memorises its training images. Try {cures}{stop}."
        )


def overfitting_onset(history: Sequence[Epoch]) -> Turn | None:
    """Where the validation loss turned up; None while it has not, without validation, or if batch normalization is the reason.

    Prechelt's generalisation loss (Early Stopping - But When?, 1998), the validation loss over its least so far, is above 5 % in
    the last two epochs while the training loss fell. A single bad epoch says nothing.
    """
    losses = [epoch.val_loss for epoch in history if epoch.val_loss is not None]
    if len(losses) < len(history) or len(losses) <= LASTING or batch_norm_lag(history):
        return None
    best = min(range(len(losses)), key=losses.__getitem__)
    if len(losses) - 1 - best < LASTING or not losses[best] > 0:
        return None
    rises = [loss / losses[best] - 1 for loss in losses[-LASTING:]]
    if min(rises) <= GENERALISATION_LOSS or history[-1].loss >= history[best].loss:
        return None
    return Turn(history[best].epoch, rises[-1])
