"""A training that goes on with the compiled functions of the one before: equal to the last digit to one that compiles its own."""

import gc
from dataclasses import replace

import numpy as np
import pytest
from tensorflow.python.framework.func_graph import FuncGraph
from training_fakes import CLASSES, Person, Recorder, corners, experiment, network, random_network

from cnn_core.data.augmentation import Augmentation
from cnn_core.keras_backend import last_compiled
from cnn_core.keras_backend.last_compiled import LAST
from cnn_core.keras_backend.train import train
from cnn_core.spec import Activation, Dense, ResidualBlock
from cnn_core.training.interface import Resume
from cnn_core.training.optimizers import SGD, Adam, AdamW, Nadam, RMSprop

COMPILES = "first batch: TensorFlow compiles the network"


@pytest.fixture(autouse=True)
def nothing_kept():
    LAST.forget()
    yield
    LAST.forget()


def run(chosen, prepared=None, resume=None, person=None):
    recorder = Recorder()
    outcome = train(chosen, prepared or corners(), recorder, person or Person(), resume, file_export=False)
    return outcome, recorder


def afresh(chosen, **given):
    LAST.forget()
    return run(chosen, **given)


def compiles(recorder):
    return COMPILES in recorder.words


def assert_equal(run, other):
    """Every point, figure, checkpoint and probability."""
    (outcome, recorder), (other_outcome, other_recorder) = run, other
    assert recorder.points() == other_recorder.points()
    assert recorder.curves() == other_recorder.curves()
    assert set(recorder.checkpoints) == set(other_recorder.checkpoints)
    for epoch, parts in recorder.checkpoints.items():
        for mine, theirs in zip(parts, other_recorder.checkpoints[epoch], strict=True):
            assert set(mine) == set(theirs)
            for name in mine:
                np.testing.assert_array_equal(mine[name], theirs[name], err_msg=f"{epoch} {name}")
    np.testing.assert_array_equal(outcome.probabilities, other_outcome.probabilities)


def graphs():
    gc.collect()
    return sum(isinstance(each, FuncGraph) for each in gc.get_objects())


@pytest.mark.parametrize(
    "chosen",
    [
        experiment(random_network()),
        experiment(network(ResidualBlock(filters=4), Activation(activation="silu"))),
        experiment(random_network(), optimizer=Adam(use_ema=True, ema_momentum=0.9), schedule="cosine", warmup=1),
        experiment(optimizer=SGD(learning_rate=0.05, momentum=0.9, decay=0.01), label_smoothing=0.1),
        experiment(optimizer=AdamW(), early_stopping=1, precision="mixed_bfloat16"),
        experiment(optimizer=RMSprop(momentum=0.5), class_weight="balanced", loss="sparse_categorical_crossentropy"),
        experiment(optimizer=Nadam(), schedule="plateau", schedule_epochs=1),
    ],
    ids=["everything random", "a block", "an average", "a decay", "bfloat16", "weighted classes", "a plateau"],
)
def test_a_second_run_of_a_network_compiles_nothing_and_is_equal_to_the_last_digit(chosen):
    seeds = [replace(chosen, training=replace(chosen.training, seed=seed)) for seed in (1, 2)]
    first, second = (afresh(each) for each in seeds)
    assert compiles(first[1])
    assert compiles(second[1])
    LAST.forget()
    again = [run(seeds[0]), run(seeds[1]), run(seeds[0])]
    assert [compiles(recorder) for _, recorder in again] == [True, False, False]
    assert_equal(again[1], second)
    assert_equal(again[2], first)


def test_images_that_are_changed_at_random_are_so_in_the_same_way():
    changed = Augmentation(horizontal_flip=True, translation=0.1, rotation=0.1, brightness=0.2)
    chosen = replace(experiment(random_network()), augmentation=changed)
    wanted = afresh(chosen)
    again = run(chosen)
    assert not compiles(again[1])
    assert_equal(again, wanted)


def test_another_learning_rate_needs_no_compiling_and_another_decay_does():
    slow = experiment(optimizer=SGD(learning_rate=0.01))
    quick = experiment(optimizer=SGD(learning_rate=0.05))
    wanted = afresh(quick)
    LAST.forget()
    run(slow)
    found = run(quick)
    assert not compiles(found[1])
    assert_equal(found, wanted)
    fading = experiment(optimizer=SGD(learning_rate=0.05, decay=0.01))
    wanted = afresh(fading)
    LAST.forget()
    run(quick)
    found = run(fading)
    assert compiles(found[1])
    assert_equal(found, wanted)


@pytest.mark.parametrize(
    "other",
    [
        experiment(network(Activation(activation="relu"))),
        experiment(optimizer=Adam(beta_1=0.8)),
        experiment(optimizer=Adam(clipnorm=1.0)),
        experiment(label_smoothing=0.1),
        experiment(precision="mixed_bfloat16"),
        replace(experiment(), augmentation=Augmentation(zoom=0.1)),
    ],
    ids=["a layer", "an optimizer", "clipping", "smoothing", "a precision", "augmentation"],
)
def test_what_is_a_part_of_the_graph_makes_another_network(other):
    wanted = afresh(other)
    LAST.forget()
    run(experiment())
    found = run(other)
    assert compiles(found[1])
    assert_equal(found, wanted)


def test_other_images_are_learned_from_as_if_nothing_had_been_before():
    few = corners(train=40, validation=0)
    wanted = afresh(experiment(), prepared=few)
    LAST.forget()
    run(experiment())
    assert_equal(run(experiment(), prepared=few), wanted)


def test_weighted_classes_after_others_of_the_same_network():
    chosen = experiment(class_weight="balanced")
    wanted = afresh(chosen)
    LAST.forget()
    run(experiment())
    assert_equal(run(chosen), wanted)


def test_a_run_that_goes_on_does_so_as_exactly():
    chosen = experiment(random_network(), epochs=3)
    whole, recorder = afresh(chosen)
    weights, state = recorder.checkpoints[1]
    rest, second = run(chosen, resume=Resume(epoch=1, weights=weights, state=state))
    assert not compiles(second)
    assert second.curves() == recorder.curves()[1:]
    np.testing.assert_array_equal(rest.probabilities, whole.probabilities)


def test_a_stopped_run_leaves_its_network_to_the_next():
    chosen = experiment(random_network())
    wanted = afresh(chosen)
    LAST.forget()
    person = Person()
    person.stop.set()
    stopped, _ = run(chosen, person=person)
    assert stopped.reason == "stopped"
    again = run(chosen)
    assert not compiles(again[1])
    assert_equal(again, wanted)


def test_one_network_is_kept_and_no_graph_more_for_each_training():
    run(experiment())
    kept = graphs()
    for seed in (2, 3):
        run(experiment(seed=seed))
    assert graphs() == kept
    run(experiment(network(Dense(units=CLASSES))))
    run(experiment())
    assert graphs() == kept
    LAST.forget()
    assert graphs() < kept


def test_a_network_with_many_numbers_is_not_kept(monkeypatch):
    monkeypatch.setattr(last_compiled, "MAX_NUMBERS", 100)
    run(experiment())
    assert compiles(run(experiment())[1])
