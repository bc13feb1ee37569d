"""Networks that learned from pixels of each range: their own is found, also where another makes them right as often."""

import numpy as np
import pytest

from cnn_core.data.load import load
from cnn_core.data.scaling import mean_and_deviation
from cnn_core.metrics.scaling_trials import alike, best_first, candidates, judged, sample

NAMES = ["0 to 1", "0 to 255", "-1 to 1", "standardised"]
HIDDEN, BATCH = 64, 50


@pytest.fixture(scope="module")
def digits():
    return load("mnist-mini")


@pytest.fixture(scope="module")
def known(digits):
    return candidates(255, *mean_and_deviation(digits.x_train), None)


class Network:
    """A layer with ReLU and one with softmax, as `learned` makes it by gradient descent."""

    def __init__(self, rng, pixels):
        self.weights = [rng.normal(0, (2 / (n + m)) ** 0.5, (n, m)) for n, m in ((pixels, HIDDEN), (HIDDEN, 10))]
        self.biases = [np.zeros(HIDDEN), np.zeros(10)]

    def layers(self, values):
        hidden = np.maximum(values @ self.weights[0] + self.biases[0], 0)
        logits = hidden @ self.weights[1] + self.biases[1]
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return hidden, powers / powers.sum(axis=1, keepdims=True)

    def for_other_pixels(self, factor, offset):
        """The same network for what becomes `x * factor + offset` of what it takes."""
        other = Network(np.random.default_rng(0), len(self.weights[0]))
        other.weights = [self.weights[0] * factor, self.weights[1]]
        other.biases = [self.biases[0] + offset * self.weights[0].sum(axis=0), self.biases[1]]
        return other


def learned(digits, scaling, rate, epochs):
    rng = np.random.default_rng(0)
    values, labels = flat(digits.x_train, scaling), digits.y_train
    network = Network(rng, values.shape[1])
    for _ in range(epochs):
        for batch in rng.permutation(len(labels)).reshape(-1, BATCH):
            hidden, probabilities = network.layers(values[batch])
            wrong = (probabilities - np.eye(10)[labels[batch]]) / BATCH
            back = wrong @ network.weights[1].T * (hidden > 0)
            for each, given, error in ((1, hidden, wrong), (0, values[batch], back)):
                network.weights[each] -= rate * given.T @ error
                network.biases[each] -= rate * error.sum(axis=0)
    return network


def flat(images, scaling):
    return scaling.apply(images).reshape(len(images), -1).astype(np.float64)


def tried(digits, known, network, negative=False):
    """With `negative`, on black digits on white."""
    chosen = sample(digits.x_test)
    images, labels = digits.x_test[chosen], digits.y_test[chosen]
    images = 255 - images if negative else images
    answers = [network.layers(flat(images, each.scaling))[1] for each in known]
    trials = [judged(each, answer, labels) for each, answer in zip(known, answers, strict=True)]
    return trials, np.stack([answer.argmax(axis=1) == labels for answer in answers])


@pytest.fixture(scope="module")
def usual(digits, known):
    return learned(digits, known[0].scaling, 0.1, 2)


@pytest.fixture(scope="module")
def raw(digits, known):
    return learned(digits, known[1].scaling, 1e-4, 2)


@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_the_scaling_that_a_network_takes_is_found(digits, known, usual, name, inverted):
    """What it learned from 0 to 1 is written into the weights for every other scaling: (pixel - offset) / divisor = x."""
    (own,) = [each for each in known if each.name == name + ", inverted" * inverted]
    network = usual.for_other_pixels(own.scaling.divisor / 255, own.scaling.offset / 255)
    trials, right = tried(digits, known, network)
    assert best_first(trials, right, 10, False)[0].candidate == own
    assert trials[known.index(own)].accuracy > 0.85


@pytest.mark.parametrize(("name", "rate"), [("-1 to 1", 0.03), ("standardised", 0.03)])
def test_the_scaling_that_a_network_learned_with_is_found(digits, known, name, rate):
    (own,) = [each for each in known if each.name == name]
    trials, right = tried(digits, known, learned(digits, own.scaling, rate, 2))
    assert best_first(trials, right, 10, False)[0].candidate == own


@pytest.mark.parametrize("inverted", [False, True])
def test_of_raw_pixels_it_is_found_though_0_to_1_makes_it_right_as_often_with_less_loss(digits, known, raw, inverted):
    """With small biases a ReLU network gives much the same answers to pixels / 255, and is sure of none: every bar would be low."""
    trials, right = tried(digits, known, raw, negative=inverted)
    other, own = trials[4 * inverted : 4 * inverted + 2]
    assert own.candidate.name == "0 to 255" + ", inverted" * inverted
    assert best_first(trials, right, 10, False)[0] == own
    assert other in alike(trials, right)
    assert other.is_flat(10)
    assert other.loss < own.loss
    assert other.sure < 0.2 < 0.9 < own.sure
