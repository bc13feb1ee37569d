"""A plan: one experiment, what varies in it, and seeds; it expands to experiments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from cnn_core.data.catalogue import entry_of
from cnn_core.data.task import class_names
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.plan.vary import Variation
from cnn_core.summary import summarise
from cnn_core.text import value_text

MAX_RUNS = 200
MAX_SEEDS = 10

Chosen = tuple[tuple[Variation, Any], ...]
"""One value for each variation of a combination."""


@dataclass(frozen=True)
class Case:
    """One experiment of a plan: the value of each path that varies, and the seed of weights and shuffling."""

    varied: dict[str, Any]
    seed: int
    experiment: Experiment


def expand(base: Experiment, variations: list[Variation], seeds: int = 1, one_at_a_time: bool = False) -> list[Case]:
    """All experiments of a plan, those that differ in the seed alone beside each other. LabError if one of them cannot work.

    A grid has every combination of values; one at a time, each variation is alone and the rest is as in the base. Seeds count from
    that of the base. The network follows the images and classes of its dataset.
    """
    paths = [each.path for each in variations]
    if len(set(paths)) < len(paths):
        raise LabError(f"Each path can vary once. Received: {', '.join(paths)}.")
    if not 1 <= seeds <= MAX_SEEDS:
        raise LabError(f"There can be 1 to {MAX_SEEDS} seeds. Received: {seeds}.")
    choices = [[(each, value) for value in each.values] for each in variations]
    combinations: list[Chosen] = [(each,) for of_one in choices for each in of_one] if one_at_a_time else list(product(*choices))
    if len(combinations) * seeds > MAX_RUNS:
        raise LabError(
            f"{len(combinations)} combinations with {seeds} seeds are {len(combinations) * seeds} runs; {MAX_RUNS} is the most."
        )
    return [case for chosen in combinations for case in _cases(base, chosen, seeds)]


def _cases(base: Experiment, chosen: Chosen, seeds: int) -> list[Case]:
    """Network and optimizer are chosen before their fields are changed, whatever the order in which the paths were given."""
    experiment = base
    for variation, value in sorted(chosen, key=lambda each: not each[0].whole):
        experiment = variation.apply(experiment, value)
    varied = {variation.path: value for variation, value in chosen}
    classes = len(class_names(experiment.data))
    architecture = experiment.architecture.fit_to(entry_of(experiment.data.dataset).input_shape, classes)
    errors = summarise(architecture, classes).errors
    if errors:
        raise LabError(f"With {words(varied)} the network does not work: {errors[0].message}")
    first, training = experiment.training.seed, experiment.training
    experiment = replace(experiment, architecture=architecture)
    return [
        Case(varied, seed, replace(experiment, training=replace(training, seed=seed))) for seed in range(first, first + seeds)
    ]


def words(varied: dict[str, Any]) -> str:
    """`layers[0].filters 8, batch_size 64`; "nothing varied" where nothing does."""
    return ", ".join(f"{path} {value_text(value)}" for path, value in varied.items()) or "nothing varied"


def short(varied: dict[str, Any]) -> dict[str, Any]:
    """The values by the last part of their names, `filters` of `layers[0].filters` or `1 Conv2D: filters`; whole where two are alike."""
    found = {re.split(r"\]\.|: ", path)[-1]: value for path, value in varied.items()}
    return found if len(found) == len(varied) else varied


def values_apart(combinations: Sequence[dict[str, Any]]) -> list[str]:
    """The values of each combination; with what they are values of, where that is more than one field."""
    alike = len({tuple(varied) for varied in combinations}) == 1 and len(combinations[0]) == 1
    return [value_text(next(iter(varied.values()))) if alike else words(short(varied)) for varied in combinations]


def name_of_run(varied: dict[str, Any], seed: int, longest: int) -> str:
    """What a run of a plan is called: its values and its seed, `filters 4, seed 2`, in so many characters."""
    ending = f", seed {seed}"
    return words(varied)[: longest - len(ending)] + ending
