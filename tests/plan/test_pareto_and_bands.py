"""The Pareto front against brute force, and bands against scipy's intervals."""

from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cnn_core.plan.bands import bands
from cnn_core.plan.pareto import pareto_front

points = st.lists(st.tuples(st.integers(0, 6).map(float), st.integers(0, 6).map(float)), max_size=12)


def dominated(point, others):
    return any(o[0] <= point[0] and o[1] >= point[1] and o != point for o in others)


@settings(derandomize=True, max_examples=500)
@given(points)
def test_the_front_is_what_brute_force_finds(given_points):
    wanted = [index for index, point in enumerate(given_points) if not dominated(point, given_points)]
    found = pareto_front(given_points)
    assert sorted(found) == wanted
    assert [given_points[index][0] for index in found] == sorted(given_points[index][0] for index in found)


def test_a_band_has_the_mean_and_the_t_interval_of_each_epoch():
    curves = [[0.5, 0.7, 0.8], [0.6, 0.72], [0.55, 0.71, 0.84]]
    (eight, sixteen) = bands([({"filters": 8}, curve) for curve in curves] + [({"filters": 16}, [0.9])])
    for epoch in range(3):
        values = [curve[epoch] for curve in curves if epoch < len(curve)]
        interval = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
        assert abs(eight.low[epoch] - max(0.0, interval.low)) < 1e-12
        assert abs(eight.high[epoch] - min(1.0, interval.high)) < 1e-12
    assert (sixteen.means, sixteen.low, sixteen.high) == ((0.9,), (0.9,), (0.9,))


def test_without_runs_there_are_no_bands():
    assert bands([]) == []
    assert bands([({"filters": 8}, [])])[0].means == ()
