"""Means, intervals and p of random plans, with ties, runs that failed and combinations without a run, are those of pandas and scipy."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cnn_core.plan.difference import p_value
from cnn_core.plan.effects import Effect, effects
from cnn_core.plan.groups import groups

# Accuracies of 1,000 test images: few of them, so that there are many ties. None is a run that failed, or has not ended.
ACCURACY = st.one_of(st.none(), st.integers(900, 906).map(lambda right: right / 1_000))
RATES, FILTERS = (0.0, 0.25, 0.5), (8, 16)
Run = tuple[dict[str, object], float | None]


@st.composite
def plans(draw: st.DrawFn, fields: int = 2) -> list[Run]:
    """A grid of one field or two, with one to four seeds of each combination."""
    seeds = draw(st.integers(1, 4))
    made: list[Run] = []
    for rate in RATES:
        for filters in FILTERS[: 1 if fields == 1 else 2]:
            varied = {"rate": rate} if fields == 1 else {"rate": rate, "filters": filters}
            made += [(varied, draw(ACCURACY)) for _ in range(seeds)]
    return made


def table_of(plan: list[Run]) -> pd.DataFrame:
    return pd.DataFrame([{**varied, "accuracy": accuracy} for varied, accuracy in plan]).dropna()


def told(plan: list[Run]) -> list[Effect]:
    found = groups(plan)
    return effects(found, [[group.varied] for group in found], {})


def near(one: float, other: float) -> bool:
    return one == pytest.approx(other, rel=1e-6, abs=1e-12)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(plans())
def test_means_deviations_and_intervals_are_those_of_pandas_and_scipy(plan: list[Run]) -> None:
    by_hand = table_of(plan).groupby(["rate", "filters"])["accuracy"].agg(["count", "mean", "std"])
    for group in groups(plan):
        key = group.varied["rate"], group.varied["filters"]
        if key not in by_hand.index:
            assert (group.runs, group.mean, group.std, group.interval) == (0, None, None, None)
            continue
        count, mean, std = by_hand.loc[key]
        assert group.runs == count
        assert near(group.mean or 0.0, mean)
        assert (group.std is None) == (count == 1)
        if group.std is not None and group.interval is not None:
            assert near(group.std, std)
            low, high = stats.t.interval(0.95, count - 1, mean, std / math.sqrt(count)) if std > 1e-9 else (mean, mean)
            assert near(group.interval[0], low)
            assert near(group.interval[1], high)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(plans(fields=1))
def test_of_one_field_every_value_is_tested_as_scipy_tests_it(plan: list[Run]) -> None:
    table = table_of(plan)
    samples = {rate: table[table.rate == rate].accuracy.to_numpy() if len(table) else np.array([]) for rate in RATES}
    trained = [rate for rate in RATES if len(samples[rate])]
    made = {each.value: each for each in told(plan)}
    assert set(made) == set(trained[1:])  # where all runs of the first failed, the others are told against the second
    for rate, each in made.items():
        assert each.against == trained[0]
        assert near(each.difference, samples[rate].mean() - samples[trained[0]].mean())
        several = min(len(samples[rate]), len(samples[trained[0]])) > 1
        varies = any(len(set(samples[one])) > 1 for one in (rate, trained[0]))
        assert (each.p is not None) == (several and varies)
        if each.p is not None and each.interval is not None:
            wanted = stats.ttest_ind(samples[rate], samples[trained[0]], equal_var=False)
            assert near(each.p, wanted.pvalue)
            assert near(each.interval[0], wanted.confidence_interval(0.95).low)
            first, second = (group for group in groups(plan) if group.varied["rate"] in (trained[0], rate))
            assert near(p_value(first, second) or 0.0, wanted.pvalue)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.lists(st.integers(900, 906), min_size=6, max_size=6))
def test_of_a_grid_of_single_runs_the_test_is_the_paired_one(rights: list[int]) -> None:
    plan: list[Run] = [
        ({"filters": filters, "rate": rate}, right / 1_000)
        for (filters, rate), right in zip(((f, r) for f in FILTERS for r in RATES), rights, strict=True)
    ]
    (each,) = [each for each in told(plan) if each.path == "filters"]
    low, high = np.array(rights[:3]) / 1_000, np.array(rights[3:]) / 1_000
    assert near(each.difference, (high - low).mean())
    if len({b - a for a, b in zip(rights[:3], rights[3:], strict=True)}) == 1:
        assert (each.p, each.test) == (None, "paired")  # the same everywhere
    else:
        assert near(each.p or 0.0, stats.ttest_rel(high, low).pvalue)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(plans())
def test_of_a_grid_with_seeds_the_difference_is_that_of_the_settings_which_have_both(plan: list[Run]) -> None:
    """By hand: means of the settings in which both values have two runs, or else have one; the variance as in a contrast of means."""
    table = table_of(plan)
    cells = {key: each.accuracy.to_numpy() for key, each in table.groupby(["rate", "filters"])} if len(table) else {}
    for each in told(plan):
        if each.path != "rate":
            continue
        both = [f for f in FILTERS if (each.value, f) in cells and (each.against, f) in cells]
        more = [f for f in both if min(len(cells[each.value, f]), len(cells[each.against, f])) > 1]
        used = more or both
        assert each.settings == len(used)
        assert near(each.difference, np.mean([cells[each.value, f].mean() - cells[each.against, f].mean() for f in used]))
        if more:
            terms = [
                (cells[rate, f].var(ddof=1) / len(cells[rate, f]) / len(more) ** 2, len(cells[rate, f]) - 1)
                for f in more
                for rate in (each.value, each.against)
            ]
            variance = sum(term for term, _ in terms)
            if variance > 1e-15:
                freedom = variance**2 / sum(term**2 / less for term, less in terms)
                assert near(each.p or 0.0, 2 * stats.t.sf(abs(each.difference) / math.sqrt(variance), freedom))
            else:
                assert each.p is None
