import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_core.data.stratify import largest_remainder, stratified_parts, stratified_sample


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(2, 60), min_size=2, max_size=12), st.integers(0, 2**31 - 1), st.data())
def test_the_parts_are_those_of_scikit_learn_in_the_same_order(counts, seed, data):
    from sklearn.model_selection import train_test_split

    labels = np.random.RandomState(seed % 1000).permutation(np.repeat(np.arange(len(counts)), counts))
    n, classes = len(labels), len(counts)
    size = data.draw(st.integers(classes, n - classes))
    expected = train_test_split(np.arange(n), train_size=size, test_size=n - size, stratify=labels, random_state=seed)
    for part, wanted in zip(stratified_parts(labels, size, seed), expected, strict=True):
        assert part.tolist() == wanted.tolist()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(2, 60), min_size=2, max_size=12), st.integers(0, 2**31 - 1), st.data())
def test_the_sample_is_that_of_scikit_learn_in_the_same_order(counts, seed, data):
    from sklearn.utils import resample

    labels = np.random.RandomState(seed % 1000).permutation(np.repeat(np.arange(len(counts)), counts))
    size = data.draw(st.integers(1, len(labels)))
    expected = resample(np.arange(len(labels)), n_samples=size, replace=False, stratify=labels, random_state=seed)
    assert stratified_sample(labels, size, seed).tolist() == expected.tolist()


def test_seats_are_shared_by_largest_remainder():
    # 10 seats among 47, 16, 16, 11 and 10 votes of 100 are shares of 4.7, 1.6, 1.6, 1.1 and 1.0. The whole parts make 8; of the two
    # seats left one goes to the .7, and lots are drawn between the two .6.
    votes = np.array([47, 16, 16, 11, 10])
    outcomes = {tuple(largest_remainder(votes, 10, np.random.RandomState(seed)).tolist()) for seed in range(30)}
    assert outcomes == {(5, 2, 1, 1, 1), (5, 1, 2, 1, 1)}


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=100), st.data())
def test_all_seats_are_given_and_none_more_than_one_off_its_share(counts, data):
    counts = np.array(counts)
    seats = data.draw(st.integers(0, int(counts.sum())))
    given_out = largest_remainder(counts, seats, np.random.RandomState(0))
    assert given_out.sum() == seats
    assert np.all(np.abs(given_out - counts * seats / counts.sum()) < 1)
    assert np.all(given_out <= counts)
