"""What the trials of the scalings of a network from elsewhere come to, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from cnn_core.engine.worker.side_tasks import ScalingTrials
from cnn_core.keras_files.found import FOLDED

POOR = 0.5


def trial_notes(trials: ScalingTrials, names: Sequence[str], notes: Sequence[str]) -> list[str]:
    """The notes of a file with what was found: which class two outputs tell from the rest, the scaling, and whether the network does well.

    `names` are the classes of its outputs. Layers of the file that scale are part of the scaling that was found, and said with it.
    """
    kinds = [note.removesuffix(FOLDED) for note in notes if note.endswith(FOLDED)]
    found = [note for note in notes if not note.endswith(FOLDED)]
    if trials.target is not None:
        found.append(f"It has two outputs: they tell {names[1]} from the rest best of all classes.")
    best = trials.tried[0]
    worst, most = (pick(trials.tried, key=lambda each: each.accuracy) for pick in (min, max))
    equal = [
        each.candidate.name
        for each in trials.tried[1:]
        if each.accuracy == best.accuracy and (each.candidate.name not in trials.flat or best.candidate.name in trials.flat)
    ]
    if best.accuracy < most.accuracy:
        beside = f"and none of {len(trials.tried)} scalings does clearly better; the most are {most.accuracy:.1%} ({most.candidate.name})"
    else:
        tie = f"and as many with {_listed(equal)}: they tie, and it may have learned with any of these"
        least = f"; the least are {worst.accuracy:.1%} ({worst.candidate.name})" if worst.accuracy < best.accuracy else ""
        beside = (tie if equal else f"the most of {len(trials.tried)} scalings") + least
    name, in_all = best.candidate.name, best.candidate.scaling.words
    scaled = (
        f"{' and '.join(kinds)}{FOLDED[:-1]}, with pixels as {name} before it: {in_all} in all. So"
        if kinds
        else f"Pixels are scaled as {name}: with that"
    )
    found.append(f"{scaled} {best.accuracy:.1%} of {trials.images:,} test images are right, {beside}.")
    found += _of_those_alike(trials) + _poor(trials, names, best.accuracy, most.accuracy)
    return found


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _of_those_alike(trials: ScalingTrials) -> list[str]:
    """By what one of several was chosen that are right equally often but for chance; nothing where accuracy alone told, or nothing did."""
    best, known = trials.tried[0], {each.candidate.name: each for each in trials.tried}
    name = best.candidate.name
    if name not in trials.alike or len(trials.alike) < 2:
        return []
    unsure = [known[each] for each in trials.alike if each in trials.flat and name not in trials.flat]
    others = [each for each in trials.alike if each != name and known[each] not in unsure]
    said = []
    if unsure:
        shares = _listed([f"{each.candidate.name} ({each.accuracy:.1%})" for each in unsure])
        sure = _listed([f"{each.sure:.0%}" for each in unsure])
        said.append(
            f"With {shares} it would be right about as often, but sure of its answers by {sure} only, on average, as hardly any network is "
            f"of what it has learned. With {name} it is sure of them by {best.sure:.0%}."
        )
    if others:
        differ = [each for each in others if known[each].accuracy != best.accuracy]
        these = f"{_listed(differ)} would be right as often, but for chance: of these" if differ else "Of these"
        first = next(each for each in trials.alike if known[each] not in unsure)
        why = "is the likeliest beforehand" if name == first else "is that with which its probabilities are best"
        said.append(f"{these} {name} {why}.")
    return said


def _poor(trials: ScalingTrials, names: Sequence[str], taken: float, most: float) -> list[str]:
    """That it does no better than an answer that is always the same, or not well, and why that may be."""
    label, share = trials.largest
    always = f"Always answering {names[label]} would be right for {share:.1%} of them"
    if trials.target is not None and taken <= share:
        return [
            f"{always}, and it does no better: probably it answers another question than {names[1]} or not, and its scaling is not known either. If it tells two classes of other images apart, load it again with those as its images."
        ]
    if len(names) > 1 and most <= share:
        return [
            f"{always}, and it does no better with any scaling: perhaps it learned from other images, or its classes have another order."
        ]
    if taken < POOR:
        return ["With none of them it does well: perhaps it learned from other images, or its classes have another order."]
    return []
