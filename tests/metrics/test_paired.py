"""McNemar's exact test against SciPy's binomial test, and the words for it."""

import numpy as np
import pytest
from scipy.stats import binomtest

from cnn_core.metrics.evaluation import Evaluation
from cnn_core.metrics.paired import Paired, paired

NAMES = ("cat", "dog")


def evaluation(labels, predicted, names=NAMES):
    labels, predicted = np.array(labels), np.array(predicted)
    return Evaluation(labels, np.eye(2, dtype=np.float32)[predicted], predicted, np.zeros((2, 2), np.int64), {}, names)


def split(first, second, images=10_000):
    return Paired(np.arange(first), np.arange(second), images)


@pytest.mark.parametrize(("first", "second"), [(0, 1), (3, 3), (17, 31), (31, 17), (5, 40), (0, 25), (1200, 1300), (4000, 4500)])
def test_p_is_that_of_a_fair_coin(first, second):
    wanted = binomtest(first, first + second, 0.5).pvalue
    assert split(first, second).p == pytest.approx(wanted, rel=1e-9)


def test_networks_that_never_differ_are_equal():
    assert split(0, 0).p == 1.0
    assert split(0, 0).words("A", "B") == "A and B are right on the same images."


def test_images_are_those_that_only_one_reads_right():
    labels = [0, 0, 1, 1, 1]
    found = paired(evaluation(labels, [0, 1, 1, 0, 1]), evaluation(labels, [0, 0, 0, 0, 1]))
    assert (found.only_first.tolist(), found.only_second.tolist(), found.images) == ([2], [1], 5)


def test_other_images_or_classes_are_not_compared():
    assert paired(evaluation([0, 1], [0, 1]), evaluation([1, 0], [0, 1])) is None
    assert paired(evaluation([0, 1], [0, 1]), evaluation([0, 1], [0, 1], ("cat", "fox"))) is None


def test_the_words_say_how_many_and_whether_it_may_be_chance():
    chance = split(31, 17, 1_000).words("wide", "narrow")
    assert chance == (
        "wide alone is right on 31, narrow alone on 17 of 1,000 test images. "
        "wide reads 14 more right than narrow: this could well be chance, p = 0.059 (McNemar's exact test). "
        "The test is too small for such a difference: about 1,900 images would tell it, four times in five."
    )
    assert "narrow reads 35 more right than wide: this is hardly chance, p below 0.001" in split(5, 40).words("wide", "narrow")
    assert split(3, 3).words("A", "B").endswith("they are right equally often.")
    assert "p below 0.001" in split(0, 1_200).words("A", "B")  # 2 / 2**1200 is below the smallest float


def test_so_many_images_tell_such_a_difference_four_times_in_five():
    """2,000 tests of 1,900 images each, of which 3.1% are read right by one network alone and 1.7% by the other."""
    needed, random = split(31, 17, 1_000).needed, np.random.RandomState(0)
    told = 0
    for _ in range(2_000):
        first, second, _ = random.multinomial(needed, (0.031, 0.017, 0.952))
        told += split(first, second, needed).p < 0.05
    assert 0.74 < told / 2_000 < 0.84
