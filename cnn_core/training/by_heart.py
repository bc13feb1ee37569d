"""Whether curves look like overfitting where validation images are too few to prove it: what anybody sees who looks at them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cnn_core.training.batch_norm_lag import batch_norm_lag
from cnn_core.training.lasting import FULL, lasting
from cnn_core.training.overfitting import HOLDS
from cnn_core.training.state import Epoch

SPAN = 5
"""Epochs of a mean: the loss of few images goes up and down from one epoch to the next, and its least is luck."""
RISEN, WOBBLES = 0.25, 5
"""By how much the mean loss has risen, and how many times what the loss usually changes from one epoch to the next."""
HEART, FAR_BELOW = 0.98, 0.2
"""The part of the training images that is read correctly, and the training loss in parts of the validation loss."""


@dataclass(frozen=True)
class ByHeart:
    """The epoch with the least validation loss, `least` the mean around it and `now` that of the last epochs; `loss` and `accuracy` are of
    the training images. `holds`: as many validation images are read correctly as then."""

    epoch: int
    least: float
    now: float
    loss: float
    accuracy: float
    holds: bool

    def words(self) -> str:
        """What is seen, without what follows from it."""
        return (
            f"It looks like overfitting: the network has learned its training images by heart (loss {self.loss:.3f}, {self.accuracy:.0%} "
            f"correct), and since about epoch {self.epoch} the validation loss has risen by {self.now / self.least - 1:.0%}, from "
            f"{self.least:.3f} to {self.now:.3f} (means of {SPAN} epochs).{HOLDS if self.holds else ''}"
        )


def learned_by_heart(history: Sequence[Epoch]) -> ByHeart | None:
    """What is seen, as long as it is not clearly over; None while nothing is, or if batch normalization is the reason.

    Of 24 trainings on 450 and 1,800 digits, whose losses on 3,000 others are known, each validated with 15 draws of 20 to 1,000 images: it
    never spoke of those six whose loss had not risen by 5%, and of 44 to 66% of those whose loss had risen by 20%. Of simulated losses that stand and change by
    up to 20% from epoch to epoch it spoke in none, of those that drift slowly to and fro by 15% in one run of six.
    """
    return lasting(history, _seen)


def _seen(history: Sequence[Epoch], part: float) -> ByHeart | None:
    losses = [each.val_loss for each in history if each.val_loss is not None and 0 < each.val_loss < math.inf]
    if len(losses) < len(history) or len(losses) <= 2 * SPAN or batch_norm_lag(history):
        return None
    means = [sum(losses[end - SPAN : end]) / SPAN for end in range(SPAN, len(losses) + 1)]
    at = min(range(len(means)), key=means.__getitem__)
    least, now, last = means[at], means[-1], history[-1]
    if len(means) - 1 - at < SPAN or now < least * (1 + part * RISEN):
        return None
    if part == FULL and min(losses[-SPAN:]) < least * (1 + RISEN / 2):
        return None
    if math.log(now / least) < part * WOBBLES * _wobble(losses[at:]):
        return None
    best = min(history[at : at + SPAN], key=lambda each: each.val_loss or 0.0)
    if last.accuracy < 1 - (1 - HEART) / part or part * last.loss > FAR_BELOW * now or last.loss >= best.loss:
        return None
    return ByHeart(best.epoch, least, now, last.loss, last.accuracy, (last.val_accuracy or 0.0) >= (best.val_accuracy or 0.0))


def _wobble(losses: Sequence[float]) -> float:
    """How much positive losses change from one to the next, in parts: the root mean square of the differences of their logarithms."""
    changes = [math.log(now / before) ** 2 for before, now in pairwise(losses)]
    return math.sqrt(sum(changes) / len(changes))
