"""What the doctor says of curves that are known to have a fault, what it offers, and that it is silent about healthy ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnn_core.doctor.diagnose import diagnose
from cnn_core.doctor.facts import Facts, moved_parts, recalls_of, silent_parts
from cnn_core.presets import PRESETS
from cnn_core.spec import Architecture, BatchNormalization, Dense, Flatten
from cnn_core.spec.architecture import MAX_LAYERS
from cnn_core.training.config import MAX_EPOCHS
from cnn_core.training.optimizers import SGD, Adam
from cnn_core.training.state import Epoch, RunState

BASE = PRESETS["small-cnn"].experiment
STACK = Architecture(
    name="stack",
    input_shape=(28, 28, 1),
    layers=(Flatten(), *(Dense(units=16, activation="sigmoid") for _ in range(5)), Dense(units=10, activation="softmax")),
)


def state(figures, status="finished", reason="completed", **values):
    """figures: (loss, accuracy, validation loss, validation accuracy) of each epoch."""
    history = tuple(Epoch(number, *each, 1.0, 100.0) for number, each in enumerate(figures, 1))
    return RunState(
        status=status, reason=reason, history=history, train_size=900, validation_size=1000, steps_per_epoch=15, **values
    )


GUESS = state([(2.31, 0.1, 2.303, 0.1)] * 3)
HEALTHY = state([(0.9, 0.7, 0.4, 0.88), (0.35, 0.9, 0.27, 0.92), (0.25, 0.93, 0.22, 0.937), (0.2, 0.95, 0.2, 0.941)])


def with_rate(optimizer):
    return replace(BASE, training=replace(BASE.training, optimizer=optimizer))


def codes(*given, classes=10):
    return [each.code for each in diagnose(*given, classes)]


@pytest.mark.parametrize(
    ("experiment", "facts", "code", "words", "cure"),
    [
        (with_rate(SGD(learning_rate=2.0)), Facts(), "rate-large", "200 times the usual 0.01", "Learning rate 0.01"),
        (with_rate(Adam(learning_rate=1e-5)), Facts(), "rate-small", "Take 0.001", "Learning rate 0.001"),
        (replace(BASE, architecture=STACK), Facts(), "vanishing", "5 layers with sigmoid", "relu between the layers"),
        (BASE, Facts(silent={0: 0.1, 6: 0.98}), "dead-relu", "98% of the units", "Learning rate 0.0001"),
        (BASE, Facts(), "guessing", "do the labels belong to these images?", "Learning rate 0.0001"),
    ],
)
def test_a_network_that_guesses_is_told_the_likeliest_cause(experiment, facts, code, words, cure):
    (found,) = diagnose(experiment, GUESS, facts, 10)
    assert found.code == code
    assert found.message.startswith("It guesses: 2.303")
    assert words in found.message
    assert [each.label for each in found.cures] == [cure]


def test_a_vanishing_gradient_is_shown_by_what_the_layers_have_learned():
    """Halves of a kernel of ones are half its length away; a bias is no kernel."""
    first = {"1.kernel": np.ones((4, 4)), "1.bias": np.ones(4), "6.kernel": np.ones((4, 10))}
    last = {"1.kernel": np.ones((4, 4)) * 1.001, "1.bias": np.zeros(4), "6.kernel": np.ones((4, 10)) * 0.5}
    moved = moved_parts(first, last)
    assert moved == pytest.approx({1: 0.001, 6: 0.5})
    (found,) = diagnose(replace(BASE, architecture=STACK), GUESS, Facts(moved=moved), 10)
    assert "the weights of Dense 16 (layer 2) have changed by 0.10%, those of Dense 10 (layer 7) by 50.00%." in found.message
    (found,) = diagnose(replace(BASE, architecture=STACK), GUESS, Facts(moved={1: 0.5, 6: 0.1}), 10)
    assert "have changed" not in found.message


def test_each_cure_is_an_experiment_that_differs_in_that_alone():
    (found,) = diagnose(with_rate(SGD(learning_rate=2.0)), GUESS, Facts(), 10)
    assert found.cures[0].experiment == with_rate(SGD(learning_rate=0.01))
    (found,) = diagnose(replace(BASE, architecture=STACK), GUESS, Facts(), 10)
    layers = found.cures[0].experiment.architecture.layers
    assert [layer.activation for layer in layers[1:]] == ["relu"] * 5 + ["softmax"]


def test_what_build_warns_of_is_taken_before_dead_units_and_usual_settings():
    """Zeros and sigmoid in the first layer: both are named with their layer, and changed together or each alone, seen of curves alone too."""
    network = BASE.architecture.edit(0, kernel_initializer="zeros", activation="sigmoid")
    planted = replace(BASE, architecture=network)
    for facts in (Facts(), Facts(silent={2: 0.97, 6: 0.2})):
        (found,) = diagnose(planted, GUESS, facts, 10)
        assert found.code == "alike-weights"
        assert "(layer 1) begins with weights of zeros" in found.message
        assert "the slope of sigmoid is at most 1/4" in found.message
        assert [each.label for each in found.cures] == [
            "All of this",
            "Use kernel_initializer='glorot_uniform' in layer 1",
            "Use activation='relu' in layer 1",
        ]
        assert found.cures[0].experiment == BASE
    sigmoid = replace(BASE, architecture=BASE.architecture.edit(0, activation="sigmoid"))
    assert codes(sigmoid, GUESS, Facts(silent={2: 0.97})) == ["small-gradients"]


def test_dead_units_are_said_with_their_layer():
    (found,) = diagnose(BASE, GUESS, Facts(silent={0: 0.1, 6: 0.98}), 10)
    assert "In Dense 64 (layer 7) 98% of the units give 0" in found.message


def test_a_loss_that_is_no_number_is_a_rate_too_large():
    failed = state([], "failed", "The loss in epoch 1 is nan: the learning rate 10 is too large; try 0.01.")
    (found,) = diagnose(with_rate(SGD(learning_rate=10.0)), failed, Facts(), 10)
    assert (found.code, found.cures[0].label) == ("rate-large", "Learning rate 0.01")
    assert codes(BASE, state([], "failed", "the worker was killed"), Facts()) == []


def test_what_is_wrong_with_the_images_comes_first():
    assert codes(BASE, GUESS, Facts(spread=0.0)) == ["blank"]
    found = diagnose(replace(BASE, data=replace(BASE.data, scaling="fixed")), GUESS, Facts(spread=78.6), 10)
    assert [each.code for each in found] == ["scaling", "guessing"]
    assert found[0].cures[0].experiment.data.scaling == "unit"
    normalised = replace(BASE, architecture=BASE.architecture.insert(0, BatchNormalization()))
    assert codes(normalised, HEALTHY, Facts(spread=78.6)) == []


def test_training_images_learnt_by_heart_with_chance_elsewhere_are_wrong_labels():
    heart = state([(2.2, 0.2, 2.4, 0.1), (1.2, 0.6, 3.0, 0.11), (0.4, 0.9, 4.0, 0.1)])
    assert codes(BASE, heart, Facts()) == ["labels"]


def test_overfitting_offers_what_the_experiment_does_not_have():
    rising = state([(0.5, 0.8, 0.5, 0.8), (0.2, 0.95, 0.4, 0.85), (0.05, 0.99, 0.6, 0.85), (0.01, 1.0, 0.9, 0.85)])
    plain = PRESETS["mlp"].experiment
    (found,) = diagnose(plain, rising, Facts(), 10)
    assert found.code == "overfitting"
    labels = [each.label for each in found.cures]
    assert "early_stopping" in labels
    stopped = replace(plain, training=replace(plain.training, early_stopping=2))
    averaged = replace(plain, training=replace(plain.training, optimizer=Adam(use_ema=True)))
    for either in (stopped, averaged):
        (found,) = diagnose(either, rising, Facts(), 10)
        assert "early_stopping" not in [each.label for each in found.cures]
        assert "early_stopping" not in found.message


def test_a_cure_that_would_be_no_valid_experiment_or_changes_nothing_is_not_offered():
    """A tenth of 5e-6 is below the smallest learning rate; a 65th layer and a 201st epoch there cannot be."""
    failed = state([], "failed", "The loss in epoch 1 is nan: the learning rate is too large.")
    (found,) = diagnose(with_rate(Adam(learning_rate=5e-6)), failed, Facts(), 10)
    assert [each.label for each in found.cures] == ["Learning rate 1e-06"]
    (found,) = diagnose(with_rate(Adam(learning_rate=1e-6)), failed, Facts(), 10)
    assert (found.code, found.cures) == ("rate-large", ())
    assert "None can be smaller" in found.message

    rising = state([(0.5, 0.8, 0.5, 0.8), (0.2, 0.95, 0.4, 0.85), (0.05, 0.99, 0.6, 0.85), (0.01, 1.0, 0.9, 0.85)])
    layers = (Flatten(), *(Dense(units=16) for _ in range(MAX_LAYERS - 2)), Dense(units=10, activation="softmax"))
    (found,) = diagnose(replace(BASE, architecture=replace(STACK, layers=layers)), rising, Facts(), 10)
    assert [each.label for each in found.cures] == ["early_stopping"]

    short = state([(2.0, 0.3, 1.8, 0.4), (1.4, 0.5, 1.2, 0.6), (0.9, 0.7, 0.8, 0.75)])
    (found,) = diagnose(replace(BASE, training=replace(BASE.training, epochs=MAX_EPOCHS)), short, Facts(), 10)
    assert (found.code, found.cures) == ("too-few-epochs", ())
    assert "There cannot be more epochs" in found.message


def test_a_training_that_was_still_getting_better_is_given_more_epochs():
    short = state([(2.0, 0.3, 1.8, 0.4), (1.4, 0.5, 1.2, 0.6), (0.9, 0.7, 0.8, 0.75)])
    (found,) = diagnose(BASE, short, Facts(), 10)
    assert (found.code, found.cures[0].experiment.training.epochs) == ("too-few-epochs", 3 * BASE.training.epochs)
    assert codes(BASE, replace(short, status="running", reason=""), Facts()) == []
    assert codes(with_rate(Adam(learning_rate=2e-5)), short, Facts()) == ["rate-small"]


def test_a_loss_that_stands_at_a_rate_far_too_large_is_named():
    """Adam at 0.5 on scikit-learn's digits, as measured."""
    standing = state([(13.1, 0.235, 1.75, 0.30), (1.98, 0.267, 1.65, 0.33), (1.88, 0.266, 1.7, 0.29), (1.92, 0.302, 1.70, 0.30)])
    (found,) = diagnose(with_rate(Adam(learning_rate=0.5)), standing, Facts(), 10)
    assert (found.code, found.cures[0].label) == ("rate-large", "Learning rate 0.001")
    assert codes(with_rate(Adam(learning_rate=0.5)), HEALTHY, Facts()) == []


def test_few_validation_images_may_be_right_more_often_by_chance():
    """Of 144 images 15% are within three standard errors of a tenth; of 10,000 they are not."""
    guess = state([(2.30, 0.122, 2.295, 0.153)] * 3)
    assert codes(BASE, replace(guess, validation_size=144), Facts()) == ["guessing"]
    assert codes(BASE, replace(guess, validation_size=10_000), Facts()) == []


def test_a_rare_class_that_is_read_badly_is_named():
    facts = Facts(shares=(0.49, 0.49, 0.02), recalls=(0.97, 0.95, 0.1), tested_of=(490, 490, 20))
    (found,) = diagnose(BASE, HEALTHY, facts, 3)
    assert found.code == "uneven"
    assert "class 2 has 2.0% of the training images, and 10% of its test images" in found.message
    assert codes(BASE, HEALTHY, replace(facts, recalls=(0.97, 0.95, 0.9)), classes=3) == []


def test_a_healthy_training_and_one_that_has_not_begun_have_no_finding():
    assert codes(BASE, HEALTHY, Facts(shares=(0.1,) * 10, recalls=(0.94,) * 10, tested_of=(100,) * 10, spread=0.3)) == []
    assert codes(BASE, RunState(), Facts()) == []


def test_units_that_give_nothing_are_counted():
    """Of four units, two have weights below 0 and images are not: they never fire."""
    network = Architecture(
        name="n",
        input_shape=(2, 2, 1),
        layers=(Flatten(), Dense(units=4, activation="relu"), Dense(units=2, activation="softmax")),
    )
    kernel = np.ones((4, 4), np.float32) * np.array([1, -1, 1, -1], np.float32)
    weights = {
        "1.kernel": kernel,
        "1.bias": np.zeros(4, np.float32),
        "2.kernel": np.ones((4, 2), np.float32),
        "2.bias": np.zeros(2, np.float32),
    }
    images = np.random.default_rng(0).random((5, 2, 2, 1), np.float32)
    assert silent_parts(network, weights, images) == {1: 0.5}


def test_recall_is_that_of_scikit_learn():
    from sklearn.metrics import confusion_matrix, recall_score

    rng = np.random.default_rng(1)
    labels, answers = rng.integers(0, 3, 50), rng.integers(0, 3, 50)
    assert recalls_of(confusion_matrix(labels, answers)) == pytest.approx(list(recall_score(labels, answers, average=None)))


def test_the_momentum_that_a_cure_changes_is_said_to_be_that_of_batch_normalization():
    normalised = replace(BASE, architecture=BASE.architecture.insert(1, BatchNormalization()))
    lagging = RunState(
        status="finished",
        reason="completed",
        history=(Epoch(3, 0.5654, 0.82, 1.9234, 0.8, 1.0, 100.0, 0.84, checked_loss=1.9024),),
        train_size=900,
        validation_size=100,
        steps_per_epoch=15,
    )
    (found,) = diagnose(normalised, lagging, Facts(), 10)
    assert (found.code, found.cures[0].label) == ("batch-norm", "BatchNormalization momentum 0.9")
    few = replace(lagging, train_size=20, history=(replace(lagging.history[0], checked_loss=0.95, val_loss=1.0),))
    assert codes(normalised, few, Facts()) == []
