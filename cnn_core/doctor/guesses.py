"""Why a network only guesses, or its loss is no number any more."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.doctor import cures
from cnn_core.doctor.answers import one_answer
from cnn_core.doctor.facts import Facts
from cnn_core.doctor.finding import Finding
from cnn_core.doctor.network_faults import ALIKE, network_fault
from cnn_core.doctor.slow import learns_slowly, still_falls, thrown_about
from cnn_core.experiment import Experiment
from cnn_core.summary.issues import name_of
from cnn_core.training.guessing import FAR_ABOVE, FAR_BELOW, Guess
from cnn_core.training.state import RunState

DEAD = 0.9
MANY_SQUASHING = 3
ENOUGH = 3
"""Epochs before a curve that moves little tells anything."""
FIRST = {"blank": 0, "scaling": 0, "rate-large": 1}
"""Images without anything to learn, or not scaled, come before all else, then a rate that throws the weights far."""


def thrown_far(experiment: Experiment, guess: Guess) -> bool:
    """Whether the steps of a network that guesses were too large for it, and not only too few."""
    rate, usual = cures.rates(experiment)
    return rate >= FAR_ABOVE * usual or guess.exploded


def gravest_first(experiment: Experiment, found: list[Finding]) -> list[Finding]:
    """A rate too large before what is wrong with the parts. Beside it a smaller batch alone would lead to the same dead network: it is
    offered together with the rate."""
    found = sorted(found, key=lambda each: FIRST.get(each.code, 2))
    by_code = {each.code: each for each in found}
    rate, batch = by_code.get("rate-large"), by_code.get("batch-large")
    if rate is None or batch is None:
        return found
    both = [both for first in rate.cures for second in batch.cures for both in cures.together(experiment, first, second)]
    by_code |= {"rate-large": replace(rate, cures=(*rate.cures, *both)), "batch-large": replace(batch, cures=())}
    return [by_code[each.code] for each in found]


def diverged(experiment: Experiment) -> Finding:
    rate, usual = cures.rates(experiment)
    better = usual if rate > usual else cures.smaller(rate)
    helps = (
        f"Train again from scratch with {better:g}."
        if better < rate
        else "None can be smaller: look at the scaling of the pixels."
    )
    said = f"The loss is no number any more: with the learning rate {rate:g} each step overshoots further than the one before. {helps}"
    return Finding("rate-large", said, cures.with_rate(experiment, better))


def why_it_guesses(experiment: Experiment, guess: Guess, facts: Facts, state: RunState) -> Finding:
    """The likeliest cause: a rate far too large, units that begin alike, a rate far too small or, where the loss exploded, too large, layers through which nothing comes back,
    units that give nothing, too few steps so far, and else the labels. Curves that fall steadily tell that no step was too large."""
    rate, usual = cures.rates(experiment)
    seen = f"{guess.words()}{one_answer(facts)}"
    squashing = cures.squashing(experiment)
    thrown = thrown_about(state.history, guess.level)
    large, few = rate >= FAR_ABOVE * usual, len(state.history) < ENOUGH
    slow = not thrown and still_falls(state.history) and not (large and few)
    if large and not slow:
        said = f"Its learning rate {rate:g} is {rate / usual:,.0f} times the usual {usual:g}: the first steps threw the weights so far that no later one brings them back. Train again from scratch with {usual:g}."
        return Finding("rate-large", f"{seen} {said}", cures.with_rate(experiment, usual))
    if alike := network_fault(experiment, seen, (ALIKE,)):
        return alike
    if rate <= FAR_BELOW * usual:
        said = f"Its learning rate {rate:g} is far below the usual {usual:g}: its steps are too small. Take {usual:g}."
        return Finding("rate-small", f"{seen} {said}", cures.with_rate(experiment, usual))
    if guess.exploded:
        better = cures.smaller(rate)
        said = f"Each step overshoots further than the one before: the learning rate {rate:g} is too large for these images and this network. Train again from scratch with {better:g}."
        return Finding("rate-large", f"{seen} {said}", cures.with_rate(experiment, better))
    if len(squashing) >= MANY_SQUASHING:
        kinds = experiment.architecture.layers[squashing[0]].values()["activation"]
        said = (
            f"{len(squashing)} layers with {kinds} stand one behind the other: each multiplies what is learned by its slope, which is at "
            f"most 0.25 for sigmoid and mostly near 0, so next to nothing reaches the first layers (vanishing gradient).{_moved(experiment, facts)} Take relu."
        )
        return Finding("vanishing", f"{seen} {said}", cures.with_relu(experiment))
    if small := network_fault(experiment, seen):
        return small
    dead, layer = max(((part, index) for index, part in facts.silent.items()), default=(0.0, -1))
    if dead >= DEAD:
        said = (
            f"In {name_of(experiment.architecture, layer)} {dead:.0%} of the units give 0 for every image: relu passes nothing back through them, so they never come "
            "to life again (dead relu). Train again from scratch with a smaller learning rate."
        )
        return Finding("dead-relu", f"{seen} {said}", cures.with_rate(experiment, cures.smaller(rate)))
    if slow:
        return learns_slowly(experiment, state, f"{guess.level:.3f} is the loss of guessing among {guess.among}. ")
    if few and not thrown:
        said = "So few epochs do not tell whether it learns slowly or not at all: give it more."
        return Finding("guessing", f"{seen} {said}", cures.with_epochs(experiment, 3))
    said = (
        "Its settings are usual, so look at the data first: do the labels belong to these images? If they do, try a smaller learning "
        "rate, and no more Dropout than needed."
    )
    return Finding("guessing", f"{seen} {said}", cures.with_rate(experiment, cures.smaller(rate)))


def _moved(experiment: Experiment, facts: Facts) -> str:
    """The evidence by layer; empty unless the first has changed less than the last."""
    first, last = min(facts.moved, default=-1), max(facts.moved, default=-1)
    if first == last or facts.moved[first] >= facts.moved[last]:
        return ""
    names = [name_of(experiment.architecture, index) for index in (first, last)]
    return (
        f" Since it began the weights of {names[0]} have changed by {facts.moved[first]:.2%}, those of {names[1]} by "
        f"{facts.moved[last]:.2%}."
    )
