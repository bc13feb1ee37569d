"""What the doctor says of a network that reads the images it learns from far better than others, while the validation loss does not rise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnn_core.doctor import cures
from cnn_core.doctor.facts import Facts
from cnn_core.doctor.finding import Finding
from cnn_core.experiment import Experiment
from cnn_core.training.by_heart import HEART
from cnn_core.training.chance import interval
from cnn_core.training.lasting import FULL, RECENT, lasting, recent
from cnn_core.training.state import Epoch, RunState

WIDE, TIMES, HALF = 0.05, 4, 0.5
"""How far the accuracy on other images lies below that of training, and how many times as often they are read wrong; half of that for it to
stay said, since less is no gap."""


@dataclass(frozen=True)
class Gap:
    """The parts of the training images and of so many others that are read right, the first in the mean of so many `epochs`."""

    training: float
    right: float
    images: int
    which: str
    epochs: int


def generalisation_gap(experiment: Experiment, state: RunState, facts: Facts) -> list[Finding]:
    """The finding where the training accuracy lies above the 95% interval of that of others, and stays clearly above it; none otherwise."""
    gap = lasting(state.history, lambda so_far, part: _seen(so_far, state, facts, part))
    if gap is None:
        return []
    dropout, augmentation = cures.with_dropout(experiment), cures.with_augmentation(experiment)
    helps = [*(["Dropout"] if dropout else []), *(["augmentation"] if augmentation else [])]
    others = f" {' and '.join(helps)} {'narrows' if len(helps) == 1 else 'narrow'} it too." if helps else ""
    mean = "" if gap.epochs == 1 else f" in the mean of the last {gap.epochs} epochs"
    chance = ", which is more than chance makes of so many" if gap.training >= interval(gap.right, gap.images)[1] else ""
    said = (
        f"It reads its training images nearly without mistakes ({gap.training:.1%} correct{mean}), and others less well: {gap.right:.1%} of "
        f"{gap.images:,} {gap.which} images{chance}. This gap is what overfitting begins with, though the validation loss does not "
        f"clearly rise yet. More images help most.{others}"
    )
    return [Finding("gap", said, (*cures.with_all_images(experiment), *dropout, *augmentation))]


def _seen(so_far: Sequence[Epoch], state: RunState, facts: Facts, part: float) -> Gap | None:
    """After the last of these epochs, with this part of each threshold. The test tells of the end alone."""
    validated = [each.val_accuracy for each in so_far if each.val_accuracy is not None]
    if len(validated) < len(so_far):
        return None
    training, right = recent([each.accuracy for each in so_far], part), recent(validated, part)
    images, which = state.validation_size, "validation"
    if len(so_far) == len(state.history):
        right, images, which = _others(state, so_far[-1], right, facts)
    apart = max(part * (interval(right, images)[1] - right), max(part, HALF) * WIDE)
    if training < 1 - (1 - HEART) / part or training < right + apart or 1 - right < part * TIMES * (1 - training):
        return None
    return Gap(training, right, images, which, 1 if part == FULL else min(RECENT, len(so_far)))


def _others(state: RunState, last: Epoch, validated: float, facts: Facts) -> tuple[float, int, str]:
    """The accuracy on images that it did not learn from, their number, and which: those of the test where they are more, of the same
    weights, and as well read as the validation images let expect. Otherwise they may be images of another kind."""
    few, tests = state.validation_size, sum(facts.tested_of)
    low, high = interval(validated, few)
    same = state.kept is not None and state.kept.epoch == last.epoch
    if state.test_accuracy is not None and tests > few and same and low <= state.test_accuracy <= high:
        return state.test_accuracy, tests, "test"
    return validated, few, "validation"
