"""Augmentation changes what is learned from, and nothing else."""

from dataclasses import replace

import keras
import numpy as np
import pytest
from training_fakes import Person, Recorder, corners, experiment, random_network

from cnn_core.data.augmentation import Augmentation
from cnn_core.errors import SpecError
from cnn_core.experiment import Experiment
from cnn_core.keras_backend.augment import augmentation_layers, augmented, draws
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.predict import Predictor
from cnn_core.keras_backend.train import train
from cnn_core.training.interface import Resume

EVERYTHING = Augmentation(horizontal_flip=True, translation=0.1, zoom=0.1, rotation=0.05, brightness=0.2, contrast=0.2)
IMAGE = np.linspace(0, 1, 64, dtype=np.float32).reshape(8, 8, 1)
KINDS = ["RandomFlip", "RandomTranslation", "RandomZoom", "RandomRotation", "RandomBrightness", "RandomContrast"]


def made(augmentation, span=(0.0, 1.0)):
    return augmentation_layers(augmentation, span, seed=3)


def test_every_field_is_a_keras_layer_and_a_field_at_rest_is_none():
    assert [type(layer).__name__ for layer in made(EVERYTHING)] == KINDS
    assert made(Augmentation()) == []
    assert not Augmentation().active


@pytest.mark.parametrize(
    ("field", "value"),
    [("horizontal_flip", True), ("translation", 0.2), ("zoom", 0.3), ("rotation", 0.2), ("brightness", 0.4), ("contrast", 0.8)],
)
def test_each_alone_changes_an_image_within_its_range_of_values(field, value):
    seen = draws(IMAGE, 12, made(Augmentation(**{field: value})))
    assert seen.shape == (12, 8, 8, 1)
    assert any(not np.array_equal(each, IMAGE) for each in seen)
    assert seen.min() >= -1e-6
    assert seen.max() <= 1 + 1e-6


def test_a_flip_gives_the_image_or_its_mirror():
    seen = draws(IMAGE, 24, made(Augmentation(horizontal_flip=True)))
    kinds = {
        "same" if np.array_equal(each, IMAGE) else "mirror" if np.array_equal(each, IMAGE[:, ::-1]) else "?" for each in seen
    }
    assert kinds == {"same", "mirror"}


def test_light_stays_within_the_span_of_scaled_pixels():
    seen = draws(IMAGE * 3 - 1, 24, made(Augmentation(brightness=0.5), span=(-1.0, 2.0)))
    assert seen.min() >= -1
    assert seen.max() <= 2
    assert seen.max() > 1


def test_predictions_of_the_model_for_fit_are_those_of_the_network():
    network = build(random_network(), 1)
    learner = augmented(network, made(EVERYTHING))
    x = corners().x_test
    np.testing.assert_array_equal(learner.predict(x, verbose=0), network.predict(x, verbose=0))
    assert learner.count_params() == network.count_params()


def test_a_run_with_augmentation_learns_other_things_saves_the_bare_network_and_validates_unchanged_images():
    plain = experiment(random_network())
    outcome = train(replace(plain, augmentation=EVERYTHING), corners(), Recorder(), Person(), file_export=False)
    bare = train(plain, corners(), Recorder(), Person(), file_export=False)
    assert set(outcome.weights) == set(bare.weights)
    assert any(not np.array_equal(outcome.weights[name], bare.weights[name]) for name in bare.weights)
    again = Predictor(random_network(), outcome.weights).probabilities(corners().x_test)
    np.testing.assert_array_equal(again, outcome.probabilities)


def test_a_resumed_run_with_augmentation_equals_one_that_was_never_cut_off():
    chosen = replace(experiment(random_network(), epochs=3), augmentation=EVERYTHING)
    recorder = Recorder()
    whole = train(chosen, corners(), recorder, Person(), file_export=False)
    weights, state = recorder.checkpoints[1]
    rest = train(chosen, corners(), Recorder(), Person(), Resume(epoch=1, weights=weights, state=state), file_export=False)
    for name, values in whole.weights.items():
        np.testing.assert_array_equal(rest.weights[name], values)


def test_equal_seeds_give_equal_draws():
    np.testing.assert_array_equal(draws(IMAGE, 6, made(EVERYTHING)), draws(IMAGE, 6, made(EVERYTHING)))


def test_an_experiment_carries_it_and_older_ones_have_none():
    chosen = replace(experiment(), augmentation=EVERYTHING)
    assert Experiment.from_json(chosen.to_json()) == chosen
    old = experiment().to_json()
    del old["augmentation"]
    assert Experiment.from_json(old) == experiment()
    with pytest.raises(SpecError, match=r"augmentation.zoom.*from 0 to 0.4"):
        Experiment.from_json({**chosen.to_json(), "augmentation": {"zoom": 3}})


def test_keras_is_the_source_of_the_draws():
    mine = draws(IMAGE, 4, made(Augmentation(rotation=0.1)))
    theirs = keras.layers.RandomRotation(0.1, "nearest", seed=3 + 3)(np.repeat(IMAGE[None], 4, 0), training=True)
    np.testing.assert_array_equal(mine, keras.ops.convert_to_numpy(theirs))
