"""A plan: one experiment, what varies in it, and seeds; it expands to experiments."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Any

from cnn_core.data.catalogue import entry_of
from cnn_core.data.corrections import corrections_left
from cnn_core.data.divided import as_said
from cnn_core.data.task import class_names
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.plan.same import RULE, computed
from cnn_core.plan.vary import Variation
from cnn_core.summary import summarise
from cnn_core.text import plural, value_text

MAX_RUNS = 200
MAX_SEEDS = 10
MAX_COMBINATIONS = 2 * MAX_RUNS
"""Before those that are the same training are found, which takes 1 ms for each, of a deep network 25."""

Combinations = tuple[dict[str, Any], ...]
Chosen = tuple[tuple[Variation, Any], ...]
"""One value for each variation of a combination."""


@dataclass(frozen=True)
class Case:
    """One experiment of a plan: the value of each path that varies, and the seed of weights and shuffling.

    `combinations` are the values of those that it stands for, more than one where they are the same training; `varied` has what they do
    not contradict each other in.
    """

    varied: dict[str, Any]
    seed: int
    experiment: Experiment
    combinations: Combinations


def expand(
    base: Experiment,
    variations: list[Variation],
    seeds: int = 1,
    one_at_a_time: bool = False,
    split_too: bool = False,
    rule: int = RULE,
) -> list[Case]:
    """All experiments of a plan, those that differ in the seed alone beside each other. LabError if one of them cannot work.

    A grid has every combination of values; one at a time, each variation is alone and the rest is as in the base. Seeds count from
    that of the base; with `split_too` each draws its subset and its validation images anew, from the base's `split_seed` on. The network
    follows the images and classes of its dataset. Combinations that are the same training by `rule`, such as the filters of a layer that
    is off, are one.
    """
    paths = [each.path for each in variations]
    if len({each.field for each in variations}) < len(paths):
        raise LabError(f"Each field can vary once. Received: {', '.join(paths)}.")
    if not 1 <= seeds <= MAX_SEEDS:
        raise LabError(f"There can be 1 to {MAX_SEEDS} seeds. Received: {seeds}.")
    counts = [len(each.values) for each in variations]
    count = sum(counts) if one_at_a_time else prod(counts)  # before any is made: there may be thousands of millions
    if count > MAX_COMBINATIONS:
        raise _too_many(count, seeds)
    choices = [[(each, value) for value in each.values] for each in variations]
    combinations: list[Chosen] = [(each,) for of_one in choices for each in of_one] if one_at_a_time else list(product(*choices))
    apart = _once([(_varied(chosen), _experiment(base, chosen)) for chosen in combinations], rule)
    if len(apart) * seeds > MAX_RUNS:
        raise _too_many(len(apart), seeds)
    if split_too:
        _check_split(paths, [experiment for _, experiment, _ in apart])
    return [case for varied, experiment, all_of in apart for case in _seeds(varied, experiment, all_of, seeds, split_too)]


def _too_many(combinations: int, seeds: int) -> LabError:
    runs = f"{combinations:,} combinations with {plural(seeds, 'seed')} are {combinations * seeds:,} runs"
    return LabError(f"{runs}; {MAX_RUNS} is the most.")


def _check_split(paths: list[str], experiments: list[Experiment]) -> None:
    if "split_seed" in paths:
        raise LabError("split_seed varies, so the split cannot be drawn anew with each seed, too: leave one of the two.")
    if not any(each.data.draws for each in experiments):
        raise LabError(
            f"Nothing is drawn that could be drawn anew with each seed: all images are used, and validation is "
            f"{experiments[0].data.validation}. Leave the split as it is, or take validation stratified."
        )


def _varied(chosen: Chosen) -> dict[str, Any]:
    return {variation.path: value for variation, value in chosen}


def _experiment(base: Experiment, chosen: Chosen) -> Experiment:
    """Network and optimizer are chosen before their fields are changed, whatever the order in which the paths were given; given validation
    images are those of the images that it takes, and corrections those of the base's own."""
    experiment = base
    for variation, value in sorted(chosen, key=lambda each: not each[0].whole):
        experiment = variation.apply(experiment, value)
    if experiment.data.dataset != base.data.dataset:
        experiment = replace(experiment, data=experiment.data.uncorrected)  # whose numbers are of other images
    entry = entry_of(experiment.data.dataset)
    fields = {variation.field.removeprefix("data.") for variation, _ in chosen}
    if "validation_from" not in fields:
        experiment = replace(experiment, data=as_said(experiment.data, entry, fields))
    classes = len(class_names(experiment.data))
    architecture = experiment.architecture.fit_to(entry.input_shape, classes)
    errors = summarise(architecture, classes).errors
    if errors:
        raise LabError(f"With {words(_varied(chosen))} the network does not work: {errors[0].message}")
    return replace(experiment, architecture=architecture)


def _once(made: list[tuple[dict[str, Any], Experiment]], rule: int) -> list[tuple[dict[str, Any], Experiment, Combinations]]:
    """The experiments that are no repetitions, each with the values in which all that it stands for agree, and with these."""
    alike: dict[str, tuple[Experiment, list[dict[str, Any]]]] = {}
    for number, (varied, experiment) in enumerate(made):
        key = json.dumps(computed(experiment).to_json(), sort_keys=True) if rule else str(number)
        alike.setdefault(key, (experiment, []))[1].append(varied)
    agreed = [_agreed(all_of) for _, all_of in alike.values()]
    return [
        (values if agreed.count(values) == 1 else all_of[0], experiment, tuple(all_of))
        for values, (experiment, all_of) in zip(agreed, alike.values(), strict=True)
    ]


def _agreed(all_of: list[dict[str, Any]]) -> dict[str, Any]:
    """The values of the combinations but those that differ; what only one of them names, as one at a time, holds for all."""
    together: dict[str, Any] = {}
    for varied in all_of:
        together |= varied
    return {path: value for path, value in together.items() if all(each.get(path, value) == value for each in all_of)}


def _seeds(varied: dict[str, Any], experiment: Experiment, all_of: Combinations, seeds: int, split_too: bool) -> list[Case]:
    data, training = experiment.data, experiment.training
    return [
        Case(
            varied,
            training.seed + more,
            replace(
                experiment,
                data=replace(data, split_seed=data.split_seed + more) if split_too else data,
                training=replace(training, seed=training.seed + more),
            ),
            all_of,
        )
        for more in range(seeds)
    ]


def repetitions(cases: Sequence[Case], called: Callable[[str], str] = str) -> str:
    """A sentence on the combinations that are trained once for several, paths as they are `called`; empty where there are none."""
    found = [case.combinations for case in cases if len(case.combinations) > 1 and case.seed == cases[0].seed]
    if not found:
        return ""
    more = sum(len(each) - 1 for each in found)
    one, other = (words({called(path): value for path, value in varied.items()}) for varied in found[0][:2])
    alike = "is the same training as another" if more == 1 else "are the same training as others"
    return f"{plural(more, 'more combination')} {alike}, such as {other} and {one}: trained once, and counted once."


def uncorrected(base: Experiment, cases: Sequence[Case]) -> str:
    """A sentence on the datasets that are taken as they came, since the corrections of the base are of its own; empty where there are none."""
    return corrections_left(base.data, [case.experiment.data.dataset for case in cases])


def usual(base: Experiment, variations: Sequence[Variation]) -> dict[str, Any]:
    """The values that the base itself has, of the paths that vary with them."""
    found: dict[str, Any] = {}
    for each in variations:
        for value in each.values:
            with suppress(LabError):  # one that the base as it is cannot have, as another path must vary with it
                if each.apply(base, value) == base:
                    found[each.path] = value
    return found


def words(varied: dict[str, Any]) -> str:
    """`layers[0].filters 8, batch_size 64`; "nothing varied" where nothing does."""
    return ", ".join(f"{path} {value_text(value)}" for path, value in varied.items()) or "nothing varied"


def short(varied: dict[str, Any]) -> dict[str, Any]:
    """The values by the last part of their names, `filters` of `layers[0].filters` or `1 Conv2D: filters`; whole where two are alike."""
    found = {re.split(r"\]\.|: ", path)[-1]: value for path, value in varied.items()}
    return found if len(found) == len(varied) else varied


def values_apart(combinations: Sequence[dict[str, Any]], longest: int = 24) -> list[str]:
    """The values of each combination; with what they are values of, where that is more than one field, unless one were longer than
    `longest`: cut, it would tell nothing apart."""
    fields = {tuple(varied) for varied in combinations}
    named = [words(short(varied)) for varied in combinations]
    alone = len(fields) == 1 and (len(combinations[0]) == 1 or max(map(len, named)) > longest)
    return [_values(varied) for varied in combinations] if alone and combinations[0] else named


def name_of_run(varied: dict[str, Any], seed: int, longest: int) -> str:
    """What a run of a plan is called: its values and its seed, `batch_size 4, seed 2`, in so many characters."""
    ending = f", seed {seed}"
    room = longest - len(ending)
    return words_within(varied, room)[:room] + ending


def words_within(varied: dict[str, Any], longest: int) -> str:
    """`words`, or where that is longer, the values with the last part of their names; if need be the values alone."""
    return next((each for each in (words(varied), words(short(varied))) if len(each) <= longest), _values(varied))


def _values(varied: dict[str, Any]) -> str:
    return ", ".join(map(value_text, varied.values()))
