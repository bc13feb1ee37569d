"""What the doctor says of a network that reads the images it learns from far better than others, while the validation loss does not rise."""

from __future__ import annotations

from cnn_core.doctor import cures
from cnn_core.doctor.finding import Finding
from cnn_core.experiment import Experiment
from cnn_core.training.by_heart import HEART
from cnn_core.training.chance import interval
from cnn_core.training.state import RunState

WIDE, TIMES = 0.05, 4
"""How far the validation accuracy lies below that of training, and how many times as often validation images are read wrong."""


def generalisation_gap(experiment: Experiment, state: RunState) -> list[Finding]:
    """The finding where the training accuracy of the last epoch lies above the 95 % interval of the validation accuracy; none otherwise."""
    last = state.history[-1] if state.history else None
    if last is None or last.val_accuracy is None or last.accuracy < HEART:
        return []
    chance = interval(last.val_accuracy, state.validation_size)[1]
    if last.accuracy < max(chance, last.val_accuracy + WIDE) or 1 - last.val_accuracy < TIMES * (1 - last.accuracy):
        return []
    dropout, augmentation, more = (
        cures.with_dropout(experiment),
        cures.with_augmentation(experiment),
        cures.with_all_images(experiment),
    )
    helps = [*(["Dropout"] if dropout else []), *(["augmentation"] if augmentation else [])]
    others = f" {' and '.join(helps)} {'narrows' if len(helps) == 1 else 'narrow'} it too." if helps else ""
    said = (
        f"It reads its training images nearly without mistakes ({last.accuracy:.1%} correct), and others less well: {last.val_accuracy:.1%} of "
        f"{state.validation_size:,} validation images, which is more than chance makes of so many. This gap is what overfitting begins with, though "
        f"the validation loss does not clearly rise yet. More images help most.{others}"
    )
    return [Finding("gap", said, (*more, *dropout, *augmentation))]
