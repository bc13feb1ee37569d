"""Whether a network does no better than guessing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cnn_core.text import figure_text
from cnn_core.training.chance import interval
from cnn_core.training.state import Epoch

HARDLY_BELOW = 0.97
"""A loss above this part of `loss_of_guessing` is that of guessing."""
UNEQUAL = 1.15
"""The most frequent of MNIST's digits makes 11% of its images, and whoever always names it is right so often."""
EXPLODED = 10
"""So many times the loss of guessing is no longer the guess of a network with usual first weights."""
FOCAL_ALPHA, FOCAL_GAMMA = 0.25, 2
NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
FAR_ABOVE, FAR_BELOW = 5, 1 / 20


@dataclass(frozen=True)
class Guess:
    """The training figures after an epoch in which a network of so many classes only guessed."""

    epoch: int
    loss: float
    accuracy: float
    classes: int
    level: float
    """The loss of guessing."""

    @property
    def exploded(self) -> bool:
        """Whether the loss is far above that of guessing: steps threw it there."""
        return self.loss > EXPLODED * self.level

    @property
    def among(self) -> str:
        """The number of classes, small ones as a word."""
        return NUMBERS[self.classes - 2] if self.classes <= len(NUMBERS) + 1 else str(self.classes)

    def words(self) -> str:
        """What is seen."""
        if self.exploded:
            return (
                f"The loss has exploded: after epoch {self.epoch} the training loss is {figure_text(self.loss)}, and {self.level:.3f} is the "
                f"loss of guessing among {self.among}. {self.accuracy:.0%} come right, no more than by guessing."
            )
        return (
            f"It guesses: {self.level:.3f} is the loss of guessing among {self.among}, and after epoch {self.epoch} the "
            f"training loss is {self.loss:.3f} with {self.accuracy:.0%} right."
        )


def loss_of_guessing(loss: str, classes: int) -> float:
    """What the loss of this name is for whoever gives each of n classes the probability 1/n, with smoothed labels or without.

    ln n is the cross-entropy of the uniform distribution; the focal loss is alpha (1 - 1/n)^gamma ln n (Lin et al., 2017), with Keras's
    alpha and gamma.
    """
    return FOCAL_ALPHA * (1 - 1 / classes) ** FOCAL_GAMMA * math.log(classes) if "focal" in loss else math.log(classes)


def guessing(history: Sequence[Epoch], images: int, classes: int, loss: str, validated: int = 0) -> Guess | None:
    """The guess after the last epoch, learnt from so many images and validated with `validated` (0: as many); None if the network does better.

    Whoever guesses has `loss_of_guessing`, and is right in 1/n of all images, within what chance allows (`at_chance`).
    """
    last = history[-1] if history else None
    if last is None or classes < 2 or not images:
        return None
    losses = [last.loss] if last.val_loss is None else [last.loss, last.val_loss]
    level = loss_of_guessing(loss, classes)
    if min(losses) < HARDLY_BELOW * level or not at_chance(last.accuracy, images, classes):
        return None
    if last.val_accuracy is not None and not at_chance(last.val_accuracy, validated or images, classes):
        return None
    return Guess(last.epoch, last.loss, last.accuracy, classes, level)


def at_chance(accuracy: float, images: int, classes: int) -> bool:
    """Whether guessing among so many classes may be right in this part of so many images: the 95% interval reaches down to it."""
    return images > 0 and interval(accuracy, images)[0] <= UNEQUAL / classes
