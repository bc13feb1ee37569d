"""What each field of a plan did is what pandas and scipy say of the single runs."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from cnn_core.plan.difference import difference
from cnn_core.plan.effects import effects, sentences
from cnn_core.plan.groups import groups

RANDOM = np.random.RandomState(3)


def runs(seeds, gain=0.01, noise=0.004):
    """A grid of dropout and filters, where dropout gains so much and more filters do, too."""
    return pd.DataFrame(
        [
            {"rate": rate, "filters": filters, "accuracy": 0.9 + gain * (rate > 0) + 0.001 * filters + noise * RANDOM.randn()}
            for rate in (0.0, 0.25)
            for filters in (8, 16, 32)
            for _ in range(seeds)
        ]
    )


def of(table, usual=None):
    found = groups(({"rate": row.rate, "filters": row.filters}, row.accuracy) for row in table.itertuples())
    return effects(found, [[group.varied] for group in found], usual or {})


def test_the_difference_is_the_mean_over_the_other_fields():
    table = runs(4)
    means = table.pivot_table(index="filters", columns="rate", values="accuracy")
    made = {(each.path, each.value): each for each in of(table)}
    assert made["rate", 0.25].difference == pytest.approx((means[0.25] - means[0.0]).mean())
    means = means.T
    assert made["filters", 32].difference == pytest.approx((means[32] - means[8]).mean())
    assert [(each.value, each.against, each.settings) for each in of(table)] == [(0.25, 0.0, 3), (16, 8, 2), (32, 8, 2)]


def test_it_is_told_against_the_usual_value_where_that_was_trained():
    assert [(each.value, each.against) for each in of(runs(2), {"filters": 16})][1:] == [(8, 16), (32, 16)]
    assert of(runs(2), {"filters": 64})[1].against == 8


def test_of_one_field_it_is_welch_s_test():
    table = runs(5).query("filters == 8")
    (each,) = of(table)
    off, on = (table[table.rate == rate].accuracy for rate in (0.0, 0.25))
    expected = stats.ttest_ind(on, off, equal_var=False)
    assert each.p == pytest.approx(expected.pvalue)
    assert each.interval == pytest.approx(tuple(expected.confidence_interval(0.95)))


def test_with_one_run_of_each_it_is_the_paired_test_over_the_other_field():
    table = runs(1)
    means = table.pivot_table(index="filters", columns="rate", values="accuracy")
    expected = stats.ttest_rel(means[0.25], means[0.0])
    each = of(table)[0]
    assert (each.test, each.p) == ("paired", pytest.approx(expected.pvalue))
    assert each.interval == pytest.approx(tuple(expected.confidence_interval(0.95)))


def test_where_nothing_helps_one_comparison_in_twenty_is_below_p_5_percent_and_the_interval_misses_it():
    """Of 2,000 grids whose runs differ by chance, and more with dropout than without; two standard errors of such a count are 20."""
    random, few = np.random.RandomState(1), 0
    for _ in range(2_000):
        results = [
            ({"rate": rate, "filters": filters}, float(0.9 + 0.001 * filters + (0.002 + 0.01 * rate) * random.randn()))
            for rate in (0.0, 0.25)
            for filters in (8, 16)
            for _ in range(3)
        ]
        found = groups(results)
        first = effects(found, [[group.varied] for group in found], {})[0]
        assert first.p is not None
        assert first.interval is not None
        assert (first.p < 0.05) == (first.interval[0] > 0 or first.interval[1] < 0)
        few += first.p < 0.05
    assert 60 <= few <= 140


def test_runs_that_stand_for_several_combinations_count_once_each_in_the_variance():
    """Without the layer there is one group, against two with it: c is 1 for it and 1/2 for each of the others."""
    results = [({"enabled": False}, value) for value in (0.90, 0.92, 0.91)]
    results += [({"enabled": True, "filters": 8}, value) for value in (0.93, 0.95, 0.94)]
    results += [({"enabled": True, "filters": 16}, value) for value in (0.94, 0.98, 0.96)]
    found = groups(results)
    off = [{"enabled": False, "filters": filters} for filters in (8, 16)]
    on_off, filters = effects(found, [off, [found[1].varied], [found[2].varied]], {"enabled": True, "filters": 8})
    assert on_off.difference == pytest.approx(0.91 - 0.95)
    terms = [0.01**2 / 3, 0.25 * 0.01**2 / 3, 0.25 * 0.02**2 / 3]
    freedom = sum(terms) ** 2 / sum(term**2 / 2 for term in terms)
    assert on_off.p == pytest.approx(2 * stats.t.sf(0.04 / sum(terms) ** 0.5, freedom))
    assert (filters.value, filters.settings) == (16, 1)
    assert filters.p == pytest.approx(stats.ttest_ind((0.94, 0.98, 0.96), (0.93, 0.95, 0.94), equal_var=False).pvalue)


def test_one_at_a_time_each_field_is_alone():
    found = groups([({"rate": 0.0, "filters": 8}, 0.9), ({"rate": 0.25}, 0.91), ({"filters": 16}, 0.93)])
    made = effects(found, [[{"rate": 0.0}, {"filters": 8}], [{"rate": 0.25}], [{"filters": 16}]], {})
    assert [(each.path, each.value, each.settings) for each in made] == [("rate", 0.25, 1), ("filters", 16, 1)]
    assert [each.difference for each in made] == pytest.approx([0.01, 0.03])
    assert [each.p for each in made] == [None, None]


def test_runs_that_are_missing_or_do_not_differ_make_no_p():
    found = groups(
        [({"rate": 0.0}, 0.9), ({"rate": 0.0}, 0.9), ({"rate": 0.5}, 0.8), ({"rate": 0.5}, 0.8), ({"rate": 0.7}, None)]
    )
    (each,) = effects(found, [[group.varied] for group in found], {})
    assert (each.value, each.p, each.interval) == (0.5, None, None)


def test_runs_that_do_not_differ_are_said_to_be_alike_and_nothing_of_chance():
    """Three times the same accuracy of a network that guesses; NumPy gives its standard deviation as 1.7e-17."""
    assert np.std([0.0980] * 3, ddof=1) > 0
    found = groups(({"rate": rate}, accuracy) for rate, accuracy in ((0.0, 0.1135), (0.5, 0.0980)) for _ in range(3))
    assert [group.std for group in found] == [0.0, 0.0]
    assert sentences(effects(found, [[group.varied] for group in found], {})) == [
        "rate, 0.5 against 0: -1.55 percentage points, the runs of each do not differ at all, so nothing can be said about chance."
    ]
    assert difference(*found).endswith("the runs of each do not differ at all, so nothing can be said about chance.")


def test_a_difference_that_is_the_same_everywhere_has_no_p():
    """0.3 - 0.2 and 0.4 - 0.3 are equal but for rounding."""
    assert 0.3 - 0.2 != 0.4 - 0.3
    results = [({"rate": 0.0, "filters": 8}, 0.2), ({"rate": 0.5, "filters": 8}, 0.3)]
    results += [({"rate": 0.0, "filters": 16}, 0.3), ({"rate": 0.5, "filters": 16}, 0.4)]
    found = groups(results)
    first = effects(found, [[group.varied] for group in found], {})
    assert [(each.test, each.p) for each in first] == [("paired", None)] * 2
    assert "the same with all values of the other fields, so nothing can be said about chance" in sentences(first)[0]


def test_where_one_of_two_seeds_failed_the_settings_with_both_are_told():
    table = runs(2)
    table.loc[0, "accuracy"] = None  # rate 0, 8 filters
    found = groups(
        ({"rate": row.rate, "filters": row.filters}, None if pd.isna(row.accuracy) else row.accuracy)
        for row in table.itertuples()
    )
    made = effects(found, [[group.varied] for group in found], {})
    assert [(each.path, each.settings, each.test) for each in made] == [
        ("rate", 2, "Welch"),
        ("filters", 1, "Welch"),
        ("filters", 1, "Welch"),
    ]
    assert made[0].p == pytest.approx(of(table[table.filters > 8])[0].p)
    assert "One run of each combination" not in sentences(made)[-1]


def test_the_sentences_say_how_much_how_sure_and_how_many():
    results = [({"rate": 0.0}, 0.90), ({"rate": 0.0}, 0.91), ({"rate": 0.25}, 0.92), ({"rate": 0.25}, 0.93)]
    results += [({"rate": 0.5}, 0.90), ({"rate": 0.5}, 0.92)]
    found = groups(results)
    first = stats.ttest_ind((0.92, 0.93), (0.90, 0.91), equal_var=False)
    second = stats.ttest_ind((0.90, 0.92), (0.90, 0.91), equal_var=False)
    (a, b), (c, d) = (tuple(100 * each.confidence_interval(0.95)[end] for end in (0, 1)) for each in (first, second))
    assert sentences(effects(found, [[group.varied] for group in found], {})) == [
        f"rate, 0.25 against 0: +2.00 percentage points, 95% interval {a:+.2f} to {b:+.2f}, p = {first.pvalue:.3f}, may well be chance; "
        f"0.5 against 0: +0.50 percentage points, 95% interval {c:+.2f} to {d:+.2f}, p = {second.pvalue:.3f}, may well be chance.",
        "Welch's p, from how much runs differ that differ in the seeds alone. These are 2 comparisons: where nothing helps, one in twenty "
        "is below p = 0.05 by chance.",
    ]
    assert sentences(of(runs(3)))[0].startswith("rate, 0.25 against 0: ")
    assert " on average over 3 settings of the others, 95% interval " in sentences(of(runs(3)))[0]
    assert sentences([]) == []


def test_the_interval_that_is_said_ends_where_no_difference_of_accuracies_is_larger():
    results = [({"rate": 0.0}, 0.1), ({"rate": 0.0}, 0.9), ({"rate": 0.25}, 0.2), ({"rate": 0.25}, 0.95)]
    found = groups(results)
    made = effects(found, [[group.varied] for group in found], {})
    low, high = made[0].interval
    assert (low < -1, high > 1) == (True, True)
    assert "95% interval -100.00 to +100.00, " in sentences(made)[0]
