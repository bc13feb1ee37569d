"""The scaling that a network learned with is found by how well it answers."""

import numpy as np
import pytest

from cnn_core.data.scaling import Scaling
from cnn_core.metrics.scaling_trials import Tried, best_first, candidates, judged, likeliest_target, sample

PIXELS = np.array([[0, 51, 255]], np.uint8)


def scaled(name, layer=None):
    found = {each.name: each for each in candidates(255, 51.0, 102.0, layer)}[name]
    return found.kind, found.scaling.apply(PIXELS)[0].tolist()


@pytest.mark.parametrize(
    ("name", "kind", "numbers"),
    [
        ("0 to 1", "unit", [0, 0.2, 1]),
        ("0 to 255", "fixed", [0, 51, 255]),
        ("-1 to 1", "fixed", [-1, -0.6, 1]),
        ("standardised", "standard", [-0.5, 0, 2]),
        ("0 to 1, inverted", "fixed", [1, 0.8, 0]),
        ("0 to 255, inverted", "fixed", [255, 204, 0]),
        ("-1 to 1, inverted", "fixed", [1, 0.6, -1]),
        ("standardised, inverted", "fixed", [2, 1.5, -0.5]),
    ],
)
def test_the_usual_scalings_and_each_inverted(name, kind, numbers):
    assert scaled(name) == (kind, pytest.approx(numbers, abs=1e-6))


def test_a_layer_that_scales_comes_after_the_scaling_and_pixels_as_they_are_come_first():
    known = candidates(255, 51.0, 102.0, (1 / 255, 0.0))
    assert (known[0].name, known[0].kind) == ("0 to 255", "unit")
    assert scaled("-1 to 1", (2.0, 1.0)) == ("fixed", pytest.approx([-1, -0.2, 3], abs=1e-6))


def test_images_of_one_colour_have_no_standard_deviation():
    assert not any("standardised" in each.name for each in candidates(255, 7.0, 0.0, None))


def trial(number, accuracy, loss, sure=1.0):
    return Tried(candidates(255, 51.0, 102.0, None)[number], accuracy, loss, sure)


def taken(trials, stated=False, images=1000):
    """Each reads the first so many images right, so that a better one is better by no chance."""
    right = np.arange(images) < np.round([[each.accuracy * images] for each in trials])
    return best_first(trials, right, 10, stated)[0].candidate.name


def test_the_most_accurate_is_taken():
    assert taken([trial(0, 0.096, 9), trial(1, 0.98, 1), trial(2, 0.5, 2)]) == "0 to 255"


def test_of_two_that_are_close_the_one_that_is_rightly_sure():
    assert taken([trial(0, 0.981, 0.9), trial(1, 0.982, 3.0), trial(2, 0.98, 0.06)]) == "-1 to 1"
    assert taken([trial(0, 0.981, 0.08), trial(1, 0.982, 3.0), trial(2, 0.98, 0.06)]) == "0 to 1"


def test_the_likeliest_stays_where_another_is_better_by_chance():
    """A network that learned from pixels / 255 was loaded as standardised: 923 to 916 of 1,000, of which 30 and 23 only one reads."""
    trials = [trial(0, 0.916, 0.30), trial(3, 0.923, 0.28)]
    right = np.ones((2, 1000), bool)
    right[0, :30], right[1, 30:53] = False, False
    right[:, 53:107] = False
    assert best_first(trials, right, 10, False)[0].candidate.name == "0 to 1"
    much_surer = [trials[0], trial(3, 0.923, 0.15)]
    assert best_first(much_surer, right, 10, False)[0].candidate.name == "standardised"
    right[1, 30:53] = True  # what only the usual one read: 30 to 0 is no chance
    assert best_first(trials, right, 10, False)[0].candidate.name == "standardised"


def test_of_several_that_read_everything_rightly_the_likeliest_is_taken_though_another_is_surer():
    """A network that learned from pixels / 255 was loaded with 0 to 255, with which all its answers were 0 or 1."""
    all_right = [trial(0, 1.0, 0.022), trial(1, 1.0, 0.0), trial(2, 1.0, 0.039)]
    assert taken(all_right) == "0 to 1"
    assert taken([trial(0, 1.0, 1.9), *all_right[1:]]) == "0 to 255"  # hardly surer than a guess: it learned from larger numbers


def test_one_that_is_clearly_better_is_taken_though_another_has_a_little_less_loss():
    trials = [trial(0, 0.90, 0.30), trial(1, 0.923, 0.2501), trial(2, 0.919, 0.25)]
    right = np.zeros((3, 1000), bool)
    right[0, 100:], right[1, 77:], right[2, 160:] = True, True, True  # the second reads what the first does and 23 more
    right[2, :79] = True
    assert right.sum(axis=1).tolist() == [900, 923, 919]
    assert best_first(trials, right, 10, False)[0].candidate.name == "0 to 255"


def test_the_likeliest_stays_where_all_guess():
    assert taken([trial(0, 0.10, 2.4), trial(1, 0.12, 2.3)]) == "0 to 1"
    assert taken([trial(0, 0.03, 2.4), trial(1, 0.099, 2.3)]) == "0 to 1"
    assert taken([trial(0, 0.03, 2.4), trial(1, 0.25, 2.3)]) == "0 to 255"


def test_what_a_file_says_is_given_up_only_for_something_clearly_better():
    assert taken([trial(0, 0.95, 0.3), trial(1, 0.97, 0.1)], stated=True) == "0 to 1"
    assert taken([trial(0, 0.10, 0.3), trial(1, 0.97, 0.1)], stated=True) == "0 to 255"


def test_accuracy_and_cross_entropy_by_hand():
    found = judged(trial(0, 0, 0).candidate, np.array([[0.5, 0.5], [0.25, 0.75]], np.float32), np.array([0, 1]))
    assert (found.accuracy, found.loss, found.sure) == (1.0, pytest.approx(-(np.log(0.5) + np.log(0.75)) / 2), 0.625)


def test_two_outputs_tell_the_class_that_they_say_yes_to():
    labels = np.array([0, 1, 2, 3] * 5)
    yes = np.where(labels == 2, 0.9, 0.2)
    assert likeliest_target(np.stack([1 - yes, yes], axis=1), labels, 4) == (2, 1.0)


def test_a_sample_is_spread_over_all_images_and_small_for_large_ones():
    assert sample(np.zeros((10, 2, 2, 1), np.uint8)).tolist() == list(range(10))
    chosen = sample(np.zeros((5_000, 8, 8, 1), np.uint8))
    assert (len(chosen), chosen[0], chosen[-1]) == (1_000, 0, 4_999)
    assert len(sample(np.zeros((100, 512, 512, 4), np.uint8))) == 16


def test_scalings_are_compared_but_for_rounding():
    assert Scaling(0, 255).is_close(Scaling(1e-9, 1 / (1 / 255)))
    assert not Scaling(0, 255).is_close(Scaling(0, -255))
