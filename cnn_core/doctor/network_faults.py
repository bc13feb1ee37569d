"""What the summary of a network warns of and a training that only guesses bears out: the same words, and the same changes."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.doctor.cures import offered
from cnn_core.doctor.finding import Cure, Finding
from cnn_core.experiment import Experiment
from cnn_core.spec.architecture import Architecture
from cnn_core.summary import Issue, summarise

ALIKE, SMALL = "alike-weights", "small-gradients"
NEVER_LEARNS = (ALIKE, SMALL)
"""Warnings of faults that can keep a network from learning at all, whatever its settings."""


def network_fault(experiment: Experiment, seen: str, first: tuple[str, ...] = NEVER_LEARNS) -> Finding | None:
    """What keeps this network from learning, after what is `seen` of the training; None unless it has one of the `first` faults.

    Its words and cures are those of all such faults: a change of everything, where there are several, and each alone.
    """
    architecture = experiment.architecture
    found = _issues(architecture)
    if not any(each.code in first for each in found):
        return None
    cures = [cure for each in found for fix in each.fixes for cure in _cure(experiment, fix.label, fix.architecture)]
    if len(found) > 1:
        cures = [*_cure(experiment, "all of this", _mended(architecture)), *cures]
    said = " ".join(each.message for each in found)
    return Finding(found[0].code, f"{seen} {said} Change that first, and train again from scratch.", tuple(cures))


def _issues(architecture: Architecture) -> list[Issue]:
    return [each for each in summarise(architecture).issues if each.code in NEVER_LEARNS]


def _mended(architecture: Architecture) -> Architecture:
    for _ in architecture.layers:  # each change mends a layer at least
        found = [fix for each in _issues(architecture) for fix in each.fixes]
        if not found:
            break
        architecture = found[0].architecture
    return architecture


def _cure(experiment: Experiment, label: str, changed: Architecture) -> tuple[Cure, ...]:
    return offered(label[:1].upper() + label[1:], experiment, lambda: replace(experiment, architecture=changed))
