"""Whether the difference of two groups of runs can be chance."""

from __future__ import annotations

from cnn_core.plan.groups import Group
from cnn_core.plan.plan import words
from cnn_core.text import p_text

LIKELY = 0.05


def p_value(first: Group, second: Group) -> float | None:
    """Of Welch's t test, two-sided (Welch 1947); None while one of them has fewer than two runs, or if the runs of each do not differ."""
    if first.mean is None or second.mean is None or first.std is None or second.std is None or not (first.std or second.std):
        return None
    from scipy.stats import ttest_ind_from_stats  # some tenths of a second, which most pages do not need

    of_both = (first.mean, first.std, first.runs, second.mean, second.std, second.runs)
    return float(ttest_ind_from_stats(*of_both, equal_var=False).pvalue)


def difference(first: Group, second: Group) -> str:
    """A sentence with the p value; empty while one of them has fewer than two runs."""
    if first.mean is None or second.mean is None or first.std is None or second.std is None:
        return ""
    better, other = (first, second) if first.mean >= second.mean else (second, first)
    more = f"With {words(better.varied)} the mean is {100 * abs(first.mean - second.mean):.2f} percentage points higher than with {words(other.varied)}"
    p = p_value(first, second)
    if p is None:
        return f"{more}; the runs of each do not differ at all, so nothing can be said about chance."
    verdict = "this could well be chance; more seeds would tell" if p >= LIKELY else "this is hardly chance"
    return f"{more}: {verdict}, {p_text(p)} (Welch's t test, {first.runs} and {second.runs} runs)."
