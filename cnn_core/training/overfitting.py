"""Whether a network has begun to overfit, judged by its curves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cnn_core.training.batch_norm_lag import batch_norm_lag
from cnn_core.training.lasting import FULL, RECENT, lasting, recent
from cnn_core.training.state import Epoch

GENERALISATION_LOSS = 0.05
LASTING = 2
STANDARD_ERRORS = 2
HOLDS = " Its accuracy holds so far: it reads as many correctly and is surer of its mistakes."


@dataclass(frozen=True)
class Turn:
    """The epoch with the smallest validation loss, and by how much (0.1 is 10%) the loss lies above it now.

    `holds`: the validation accuracy is no lower than at that epoch. The rise is a mean of so many `epochs`.
    """

    epoch: int
    rise: float
    holds: bool = False
    epochs: int = 1

    def words(self, stops_early: bool = False) -> str:
        """What is seen and what helps; early stopping is no advice for a training that has it (`stops_early`)."""
        stop = "" if stops_early else f", or early_stopping, which would have kept the weights of epoch {self.epoch}"
        cures = "Dropout, fewer weights or more images" if stops_early else "Dropout, fewer weights, more images"
        holds = HOLDS if self.holds else ""
        mean = f" (mean of the last {self.epochs} epochs)" if self.epochs > 1 else ""
        return (
            f"Overfitting: since epoch {self.epoch} the validation loss has risen by {self.rise:.0%}{mean} while the training loss went "
            f"on falling. The network now memorises its training images.{holds} Try {cures}{stop}."
        )


def overfitting_onset(history: Sequence[Epoch], images: int) -> Turn | None:
    """Where the loss of so many validation images turned up, as long as it has not clearly come down again; None else."""
    return lasting(history, lambda so_far, part: _turn(so_far, images, part))


def _turn(history: Sequence[Epoch], images: int, part: float) -> Turn | None:
    """Where the loss of so many validation images turned up; None while it has not, or if batch normalization is the reason.

    Prechelt's generalisation loss (Early Stopping - But When?, 1998), the validation loss over its least so far, is above 5% in
    the last two epochs while the training loss fell, and now above what chance allows. A single bad epoch says nothing. Of a `part` of
    these thresholds the mean of the last epochs is held against.
    """
    losses = [epoch.val_loss for epoch in history if epoch.val_loss is not None]
    if len(losses) < len(history) or len(losses) <= LASTING or batch_norm_lag(history):
        return None
    best = min(range(len(losses)), key=losses.__getitem__)
    if len(losses) - 1 - best < LASTING or not losses[best] > 0:
        return None
    before, now = history[best], history[-1]
    rises = [loss / losses[best] - 1 for loss in losses[best + 1 :]]
    rise = recent(rises, part)
    least = min(rises[-LASTING:]) if part == FULL else rise
    if least <= part * GENERALISATION_LOSS or now.loss >= before.loss:
        return None
    if rise <= part * STANDARD_ERRORS * standard_error(before.val_accuracy or 0.0, images):
        return None
    epochs = 1 if part == FULL else len(rises[-RECENT:])
    return Turn(before.epoch, rise, (now.val_accuracy or 0.0) >= (before.val_accuracy or 0.0), epochs)


def standard_error(accuracy: float, images: int) -> float:
    """The standard error of a mean loss over so many images, as a part of that loss; infinite for no images.

    What a trained network loses, it loses on the images that it reads wrong. Their number is binomial with mean k = images x (1 -
    accuracy) and variance k x accuracy, so the mean loss is uncertain by sqrt(accuracy / k) of itself (the normal approximation of
    the binomial; Breiman et al., Classification and Regression Trees, 1984, chapter 3.4, judge by standard errors in the same way).
    Where all or none were right, few images do not tell that all others are: the accuracy is Laplace's, (right + 1) / (images + 2).
    """
    expected = (accuracy * images + 1) / (images + 2)
    return math.sqrt(expected / (images * (1 - expected))) if images else math.inf
