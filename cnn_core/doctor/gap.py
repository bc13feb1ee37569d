"""What the doctor says of a network that reads the images it learns from far better than others, while the validation loss does not rise."""

from __future__ import annotations

from cnn_core.doctor import cures
from cnn_core.doctor.facts import Facts
from cnn_core.doctor.finding import Finding
from cnn_core.experiment import Experiment
from cnn_core.training.by_heart import HEART
from cnn_core.training.chance import interval
from cnn_core.training.state import Epoch, RunState

WIDE, TIMES = 0.05, 4
"""How far the accuracy on other images lies below that of training, and how many times as often they are read wrong."""


def generalisation_gap(experiment: Experiment, state: RunState, facts: Facts) -> list[Finding]:
    """The finding where the training accuracy of the last epoch lies above the 95% interval of that of others; none otherwise."""
    last = state.history[-1] if state.history else None
    if last is None or last.val_accuracy is None or last.accuracy < HEART:
        return []
    right, images, which = _others(state, last, last.val_accuracy, facts)
    if last.accuracy < max(interval(right, images)[1], right + WIDE) or 1 - right < TIMES * (1 - last.accuracy):
        return []
    dropout, augmentation = cures.with_dropout(experiment), cures.with_augmentation(experiment)
    helps = [*(["Dropout"] if dropout else []), *(["augmentation"] if augmentation else [])]
    others = f" {' and '.join(helps)} {'narrows' if len(helps) == 1 else 'narrow'} it too." if helps else ""
    said = (
        f"It reads its training images nearly without mistakes ({last.accuracy:.1%} correct), and others less well: {right:.1%} of {images:,} {which} "
        "images, which is more than chance makes of so many. This gap is what overfitting begins with, though the validation loss does not "
        f"clearly rise yet. More images help most.{others}"
    )
    return [Finding("gap", said, (*cures.with_all_images(experiment), *dropout, *augmentation))]


def _others(state: RunState, last: Epoch, validated: float, facts: Facts) -> tuple[float, int, str]:
    """The accuracy on images that it did not learn from, their number, and which: those of the test where they are more, of the same
    weights, and as well read as the validation images let expect. Otherwise they may be images of another kind."""
    few, tests = state.validation_size, sum(facts.tested_of)
    low, high = interval(validated, few)
    same = state.kept is not None and state.kept.epoch == last.epoch
    if state.test_accuracy is not None and tests > few and same and low <= state.test_accuracy <= high:
        return state.test_accuracy, tests, "test"
    return validated, few, "validation"
