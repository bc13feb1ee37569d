"""The p value of two groups is that of scipy on the single runs."""

from scipy import stats

from cnn_core.plan.difference import difference
from cnn_core.plan.groups import groups

OFF, ON = [0.951, 0.949, 0.954, 0.950, 0.947], [0.958, 0.961, 0.955, 0.957, 0.960]


def two(first, second):
    results = [({"dropout": "off"}, value) for value in first] + [({"dropout": "on"}, value) for value in second]
    return difference(*groups(results))


def test_a_clear_difference_is_hardly_chance():
    p = stats.ttest_ind(OFF, ON, equal_var=False).pvalue
    assert 0.0001 < p < 0.001
    assert two(OFF, ON) == (
        "With dropout on the mean is 0.80 percentage points higher than with dropout off: this is hardly chance, "
        "p below 0.001 (Welch's t test, 5 and 5 runs)."
    )


def test_a_small_one_could_well_be_chance_whichever_comes_first():
    near = [value + 0.001 for value in OFF]
    p = stats.ttest_ind(OFF, near, equal_var=False).pvalue
    assert f"this could well be chance; more seeds would tell, p = {p:.3f}" in two(OFF, near)
    assert two(near, OFF).startswith("With dropout off the mean is 0.10 percentage points higher than with dropout on")


def test_one_run_says_nothing():
    assert two([0.9], [0.8, 0.7]) == ""


def test_runs_that_do_not_differ_have_no_p_value():
    assert "nothing can be said about chance" in two([0.9, 0.9], [0.8, 0.8])
