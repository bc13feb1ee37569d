"""What is wrong with the answers to test images: classes that have few images, or are never named."""

from __future__ import annotations

from cnn_core.doctor import cures
from cnn_core.doctor.facts import Facts
from cnn_core.doctor.finding import Finding
from cnn_core.experiment import Experiment
from cnn_core.training.chance import interval

RARE, FORGOTTEN = 1 / 3, 0.25
HARDLY, MOSTLY = 0.995, 0.5
"""A class is missed only where the others are read: a network that reads none of them has another fault."""


def answer_findings(experiment: Experiment, facts: Facts, learnt: bool) -> list[Finding]:
    """Classes with few training images that are read far worse than the others; if there are none, of a network that has `learnt` what it
    can, classes that are never the answer. Of classes with so few test images that it may be chance nothing is said."""
    if len(facts.tested_of) != len(facts.recalls):
        return []
    return _rare(experiment, facts) or (_never(experiment, facts) if learnt else [])


def one_answer(facts: Facts) -> str:
    """A sentence if nearly all test images are read as one class; else nothing."""
    share = max(facts.answers, default=0.0)
    if share < HARDLY:
        return ""
    return f" {share:.1%} of all test images are read as class {facts.called(facts.answers.index(share))}."


def _never(experiment: Experiment, facts: Facts) -> list[Finding]:
    never = [number for number, part in enumerate(facts.answers) if not part and facts.recalls[number] == 0]
    mean = sum(facts.recalls) / max(1, len(facts.recalls) - len(never))
    never = [number for number in never if interval(0, facts.tested_of[number])[1] < mean]
    if not never or mean < MOSTLY:
        return []
    which = f"Class {facts.called(never[0])} is" if len(never) == 1 else f"Classes {', '.join(map(facts.called, never))} are"
    said = (
        f"{which} never the answer: none of the test images is read so. It gives them to classes that are like "
        f"{'it' if len(never) == 1 else 'them'}; the matrix on Evaluate shows which. Train longer, or give it more filters."
    )
    return [Finding("never", said, (*cures.with_epochs(experiment, 2), *cures.with_width(experiment, 2)))]


def _rare(experiment: Experiment, facts: Facts) -> list[Finding]:
    if not facts.shares or len(facts.shares) != len(facts.recalls):
        return []
    even = 1 / len(facts.shares)
    reaches = [interval(*each) for each in zip(facts.recalls, facts.tested_of, strict=True)]
    first = max(
        range(len(reaches)), key=lambda number: reaches[number][0]
    )  # surely read well, as one image read correctly is not
    best, least = facts.recalls[first], reaches[first][0]
    rare = [
        number
        for number, share in enumerate(facts.shares)
        if share < RARE * even and facts.recalls[number] < best - FORGOTTEN and reaches[number][1] < least
    ]
    if not rare:
        return []
    worst = min(rare, key=lambda number: facts.recalls[number])
    said = (
        f"The classes are uneven: class {facts.called(worst)} has {facts.shares[worst]:.1%} of the training images, and {facts.recalls[worst]:.0%} of its "
        f"test images are read right (of class {facts.called(first)} {best:.0%}). The accuracy of all hides that. Bring in more images of it, or fewer "
        "of the others."
    )
    one = experiment.data.task == "one-against-rest" and experiment.data.others
    return [
        Finding(
            "uneven", said, (*(cures.with_equal_classes(experiment) if one else ()), *cures.with_balanced_classes(experiment))
        )
    ]
