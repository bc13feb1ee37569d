"""Each lesson proposes one edit that works, on every preset and on what the edit has made."""

from dataclasses import replace

import numpy as np
import pytest

from cnn_core.data.split import split
from cnn_core.presets import PRESETS
from cnn_core.spec import AveragePooling2D, BatchNormalization, Conv2D, Dropout
from cnn_core.summary import summarise
from cnn_core.workspace.lesson_trials import PROPOSALS, trial_of

small = PRESETS["small-cnn"].experiment


def tried(topic, experiment=small):
    return trial_of(topic, experiment, 10).experiment


@pytest.mark.parametrize("topic", PROPOSALS)
@pytest.mark.parametrize("preset", PRESETS)
def test_a_proposal_changes_the_experiment_and_leaves_a_network_that_works(topic, preset):
    experiment = PRESETS[preset].experiment
    classes = experiment.architecture.layers[experiment.architecture.head].units
    trial = trial_of(topic, experiment, classes)
    if trial is None:
        assert not any(isinstance(layer, Conv2D) for layer in experiment.architecture.layers)
        return
    assert trial.experiment != experiment
    assert not summarise(trial.experiment.architecture, classes).errors
    assert trial_of(topic, trial.experiment, classes) is not None


def test_a_network_without_convolutions_has_nothing_for_the_lesson_on_kernels():
    assert trial_of("kernel", PRESETS["mlp"].experiment, 10) is None


def test_the_proposals_for_the_small_network():
    layers = {topic: tried(topic).architecture.layers for topic in PROPOSALS}
    assert layers["kernel"][0].kernel_size == (5, 5)
    assert layers["sizes"][0].padding == "same"
    assert layers["maps"][0].filters == 64
    assert isinstance(layers["pooling"][1], AveragePooling2D)
    assert layers["flatten"][4].kind == "GlobalAveragePooling2D"
    assert not next(layer for layer in layers["dropout"] if isinstance(layer, Dropout)).enabled
    assert isinstance(layers["batch-norm"][1], BatchNormalization)
    assert [layers["batch-norm"][0].activation, layers["batch-norm"][2].activation] == ["linear", "relu"]
    assert tried("gradient").training.optimizer.learning_rate == 2.0
    assert (tried("overfitting").data.train_size, tried("overfitting").data.validation_split) == (1000, 0.5)
    assert not any(layer.enabled for layer in layers["overfitting"] if isinstance(layer, Dropout))
    assert tried("pixels").data.scaling == "standard"
    assert tried("labels").training.loss == "sparse_categorical_crossentropy"


def test_the_lesson_on_softmax_names_the_loss_of_guessing():
    assert "ln(10) = 2.303" in trial_of("softmax", small, 10).look


@pytest.mark.parametrize(
    ("validation", "expected"),
    [("none", ("stratified", 1000)), ("last", ("last", 1000)), ("test", ("test", 500)), ("given", ("given", 500))],
)
def test_the_lesson_on_overfitting_has_images_to_validate_with(validation, expected):
    """Of 50 that 500 left, one image made the loss rise for 130 epochs, while that of the test images stayed: nothing could be marked."""
    asked = replace(small, data=replace(small.data, validation=validation, validation_from=9_000 if validation == "given" else 0))
    data = tried("overfitting", asked).data
    assert (data.validation, data.train_size) == expected


@pytest.mark.parametrize(
    ("validation", "there", "size", "words"),
    [
        ("stratified", 1001, 1000, "1,000 training images, half of them held back to validate, 100 epochs"),
        ("stratified", 1000, 0, "All 1,000 training images, half of them held back to validate, 100"),
        ("none", 700, 0, "All 700 training images, half of them held back to validate, 100"),
        ("test", 700, 500, "500 training images, 100"),
        ("test", 437, 0, "All 437 training images, 100"),
    ],
)
def test_the_lesson_on_overfitting_takes_no_more_images_than_there_are(validation, there, size, words):
    """Of 700, which is what a course hands out, it took 1,000, and Train refused it."""
    trial = trial_of("overfitting", replace(small, data=replace(small.data, validation=validation)), 10, images=there)
    assert trial.change.startswith(words)
    assert trial.experiment.data.train_size == size
    assert len(split(np.arange(there) % 10, trial.experiment.data).train) in (500, there // 2, there)


def test_where_the_first_proposal_has_been_tried_the_next_one_is_made_and_the_only_one_stays():
    assert trial_of("gradient", small, 10, tried("gradient")).experiment.training.optimizer.learning_rate == 0.01
    assert trial_of("softmax", small, 10, tried("softmax")).experiment == tried("softmax")


def test_what_the_network_is_already_is_proposed_only_where_there_is_nothing_else():
    """As for a run of the try that came onto the desk: no layer is missing there."""
    assert trial_of("overfitting", tried("overfitting"), 10).experiment == tried("overfitting")
    fast, slow = tried("gradient"), tried("gradient", tried("gradient"))
    assert trial_of("gradient", fast, 10).experiment == slow
    assert trial_of("gradient", fast, 10, slow).experiment == slow
