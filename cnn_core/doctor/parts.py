"""What is wrong with how images are parted and dealt out: copies in two parts, validation of a few classes, one batch for all."""

from __future__ import annotations

from math import comb

from cnn_core.doctor import cures
from cnn_core.doctor.facts import Facts
from cnn_core.doctor.finding import Finding
from cnn_core.experiment import Experiment
from cnn_core.text import classes_text, plural
from cnn_core.training.config import BATCHES
from cnn_core.training.state import RunState

MANY_COPIES = 0.01
"""The part of the test images from which on copies are worth a word: well-known datasets have a few."""
FEW_CLASSES, BY_CHANCE = 0.6, 0.05
"""The part of the classes that is few, and how likely a draw of so many images may be to have no others for it to say nothing."""
WANTED_STEPS = 20
"""Steps per epoch that a smaller batch is to give: enough to learn from in a few epochs."""
FEW_STEPS, SMALL_BATCH = 8, 4
"""Of few images so many steps are enough for a batch of up to this size: one of a single image is noise, and takes the most time."""


def parts_findings(experiment: Experiment, state: RunState, facts: Facts) -> list[Finding]:
    """In the order in which they mislead: the test, the validation, the training."""
    return [*_copies(experiment, facts), *_few_classes(experiment, facts, state.validation_size), *_one_batch(experiment, state)]


def _copies(experiment: Experiment, facts: Facts) -> list[Finding]:
    if not facts.tested or facts.copied <= MANY_COPIES * facts.tested:
        return []
    said = (
        f"{plural(facts.copied, 'test image')} of {facts.tested:,} ({facts.copied / facts.tested:.0%}) {'is' if facts.copied == 1 else 'are'} among the images that it learned from: "
        f"the test shows more than it can do with new ones. {_all_copies(facts)}"
    )
    return [Finding("copies", said, cures.without(experiment, facts.copies))]


def _all_copies(facts: Facts) -> str:
    if len(facts.copies) == facts.copied:
        return "Leave the copies out of the training images."
    return (
        f"In all {plural(len(facts.copies), 'training image')} {'is' if len(facts.copies) == 1 else 'are'} equal to test images, counting several of one and those that "
        "this run did not learn from: leave them out."
    )


def _few_classes(experiment: Experiment, facts: Facts, validated: int) -> list[Finding]:
    seen, classes = facts.validated_classes, len(facts.shares)
    if experiment.data.validation != "last" or not classes or not 0 < seen <= FEW_CLASSES * classes:
        return []
    if (
        comb(classes, seen) * sum(sorted(facts.shares)[-seen:]) ** validated > BY_CHANCE
    ):  # at most so likely: each set of so many classes
        return []
    said = (
        f"The validation images are of {seen} of {classes_text(classes)}: validation='last' takes the end of the images, and these are "
        "sorted by class. Their figures say nothing of the other classes. Draw them from all images."
    )
    return [Finding("sorted", said, cures.with_drawn_validation(experiment))]


def _one_batch(experiment: Experiment, state: RunState) -> list[Finding]:
    size, images = experiment.training.batch_size, state.train_size
    if state.steps_per_epoch != 1 or size < images or images < 2:
        return []
    few = min(SMALL_BATCH, _largest_batch(images, FEW_STEPS))
    smaller = min(max(2, few, _largest_batch(images, WANTED_STEPS)), images // 2)
    said = (
        f"The batch of {size} takes all {plural(images, 'training image')} at once, so an epoch is a single step: "
        f"{plural(experiment.training.epochs, 'epoch')} {'is' if experiment.training.epochs == 1 else 'are'} as many steps. Take a batch of {smaller}."
    )
    return [Finding("batch-large", said, cures.with_batch(experiment, smaller))]


def _largest_batch(images: int, steps: int) -> int:
    return max((size for size in BATCHES if size * steps <= images), default=1)
