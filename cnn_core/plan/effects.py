"""What each field of a plan did, on average over the values of the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cnn_core.plan.difference import LIKELY
from cnn_core.plan.groups import CONFIDENCE, Group
from cnn_core.text import p_text, value_text

WELCH, PAIRED = "Welch", "paired"
HOW = {
    WELCH: "Welch's p, from how much runs differ that differ in the seeds alone",
    PAIRED: "One run of each combination, so the p of a paired t test, from how much the difference varies with the other fields",
}
ALIKE = {
    WELCH: "the runs of each do not differ at all, so nothing can be said about chance",
    PAIRED: "the same with all values of the other fields, so nothing can be said about chance",
}
ROUNDING = 1e-20
"""Variances of accuracies below it are those of rounding: one image of a million is a difference of 1e-6."""


@dataclass(frozen=True)
class Effect:
    """A value of a field against another: the mean difference of the test accuracy over so many `settings` of the other fields.

    `interval` is its 95% interval, `p` two-sided, `test` what they are of; None, None and "" where the runs are too few for them,
    None, None and the test where nothing varies.
    """

    path: str
    value: Any
    against: Any
    settings: int
    difference: float
    interval: tuple[float, float] | None = None
    p: float | None = None
    test: str = ""


def effects(found: Sequence[Group], combinations: Sequence[Sequence[dict[str, Any]]], usual: dict[str, Any]) -> list[Effect]:
    """Each value of each field against the usual one if it was tested, else against the first that was.

    `combinations` has those that each group stands for; where a field changes nothing, as the filters of a layer that is off, it is not
    counted. The difference is the mean over the settings of the other fields with both values. With two runs of each or more its
    variance is the sum of c^2 s^2 / n, c the part that a group has in it, with the degrees of freedom of Welch (1947) and Satterthwaite
    (1946): of two groups the test is Welch's, and settings in which a group has one run, as others failed, are left out. With one run of
    each it is the paired t test over the settings.
    """
    tested = [(all_of, index) for index, all_of in enumerate(combinations) if found[index].mean is not None]
    cells = [(combination, index) for all_of, index in tested for combination in all_of]
    made = []
    for path in dict.fromkeys(path for combination, _ in cells for path in combination):
        values: list[Any] = []
        for combination, _ in cells:
            if path in combination and combination[path] not in values:
                values.append(combination[path])
        against = usual[path] if path in usual and usual[path] in values else values[0]
        for value in values:
            pairs = _pairs(cells, path, value, against)
            several = [pair for pair in pairs if all(found[each].runs > 1 for each in pair)]
            if value != against and pairs:
                made.append(_effect(found, several or pairs, path, value, against))
    return made


def _pairs(cells: list[tuple[dict[str, Any], int]], path: str, value: Any, against: Any) -> list[tuple[int, int]]:
    """The groups with the value and with the other one that are alike in all other fields, and not the same runs."""
    with_value, with_other = ([each for each in cells if path in each[0] and each[0][path] == one] for one in (value, against))
    return [
        (first, second)
        for one, first in with_value
        for other, second in with_other
        if first != second and {**one, path: None} == {**other, path: None}
    ]


def _effect(found: Sequence[Group], pairs: list[tuple[int, int]], path: str, value: Any, against: Any) -> Effect:
    differences = [(found[first].mean or 0.0) - (found[second].mean or 0.0) for first, second in pairs]
    mean = math.fsum(differences) / len(pairs)
    settings = len(pairs)
    parts: dict[int, float] = {}
    for first, second in pairs:
        parts[first] = parts.get(first, 0.0) + 1 / settings
        parts[second] = parts.get(second, 0.0) - 1 / settings
    if all(found[each].std is not None for each in parts):
        terms = [
            ((part * (found[each].std or 0.0)) ** 2 / found[each].runs, found[each].runs - 1) for each, part in parts.items()
        ]
        variance = math.fsum(term for term, _ in terms)
        freedom = variance**2 / math.fsum(term**2 / less for term, less in terms) if variance else 0.0
        test = WELCH
    elif settings > 1 and len(parts) == 2 * settings and all(found[each].runs == 1 for each in parts):  # no run counts twice
        variance = math.fsum((each - mean) ** 2 for each in differences) / (settings - 1) / settings
        freedom, test = float(settings - 1), PAIRED
    else:
        return Effect(path, value, against, settings, mean)
    if variance < ROUNDING:
        return Effect(path, value, against, settings, mean, test=test)
    from scipy.stats import t  # some tenths of a second, which most pages do not need

    half = float(t.ppf((1 + CONFIDENCE) / 2, freedom)) * math.sqrt(variance)
    p = 2 * float(t.sf(abs(mean) / math.sqrt(variance), freedom))
    return Effect(path, value, against, settings, mean, (mean - half, mean + half), p, test)


def sentences(made: Sequence[Effect]) -> list[str]:
    """A sentence for each field, in percentage points, and one on what to make of so many of them."""
    lines = []
    for path in dict.fromkeys(each.path for each in made):
        of_it = [each for each in made if each.path == path]
        lines.append(f"{path}, {'; '.join(_words(each) for each in of_it)}.")
    how = [f"{HOW[test]}." for test in dict.fromkeys(each.test for each in made if each.p is not None)]
    tested = sum(each.p is not None for each in made)
    if tested > 1:
        how.append(f"These are {tested} comparisons: where nothing helps, one in twenty is below p = {LIKELY} by chance.")
    return [*lines, " ".join(how)] if how else lines


def _words(each: Effect) -> str:
    over = f" on average over {each.settings} settings of the others" if each.settings > 1 else ""
    start = f"{value_text(each.value)} against {value_text(each.against)}: {_points(each.difference)} percentage points{over}"
    if each.interval is None or each.p is None:
        return f"{start}, {ALIKE[each.test] if each.test else 'with too few runs to say whether by chance'}"
    low, high = (_points(min(1.0, max(-1.0, end))) for end in each.interval)  # beyond is no difference of accuracies
    verdict = "may well be chance" if each.p >= LIKELY else "hardly chance"
    return f"{start}, 95% interval {low} to {high}, {p_text(each.p)}, {verdict}"


def _points(part: float) -> str:
    """Percentage points with their sign, never -0.00."""
    return f"{round(100 * part, 2) + 0.0:+.2f}"
