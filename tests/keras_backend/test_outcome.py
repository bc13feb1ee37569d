"""What a training leaves behind, and how it fails."""

import zipfile
from dataclasses import replace
from io import BytesIO

import keras
import numpy as np
import pytest
from training_fakes import CLASSES, Person, Recorder, corners, experiment, network, random_network

from cnn_core.errors import TrainingError
from cnn_core.keras_backend.train import train
from cnn_core.spec import Dense
from cnn_core.training.fold import fold
from cnn_core.training.optimizers import SGD


def loaded(model_file, folder, loss="categorical_crossentropy"):
    path = folder / "model.keras"
    path.write_bytes(model_file)
    model = keras.models.load_model(path)
    model.compile(loss=loss, metrics=["accuracy"])
    return model


@pytest.mark.parametrize(
    ("loss", "precision"),
    [
        ("categorical_crossentropy", "float32"),
        ("sparse_categorical_crossentropy", "float32"),
        ("categorical_crossentropy", "mixed_bfloat16"),
    ],
)
def test_the_test_figures_are_those_that_keras_finds_with_the_exported_file(loss, precision, tmp_path):
    prepared = corners(test=300)
    outcome = train(experiment(random_network(), loss=loss, precision=precision), prepared, Recorder(), Person())
    model = loaded(outcome.model_file, tmp_path, loss)
    wanted = prepared.y_test if loss.startswith("sparse") else np.eye(CLASSES)[prepared.y_test]
    figures = model.evaluate(prepared.x_test, wanted, verbose=0, return_dict=True)
    assert outcome.test_loss == pytest.approx(figures["loss"], rel=1e-5)
    assert outcome.test_accuracy == pytest.approx(figures["accuracy"], abs=1e-6)
    np.testing.assert_allclose(outcome.probabilities, model.predict(prepared.x_test, verbose=0), atol=1e-6)
    assert {layer.compute_dtype for layer in model.layers} == {"float32"}


def test_auto_is_settled_when_a_training_begins_and_said_in_its_first_event(monkeypatch):
    monkeypatch.setenv("CNN_LAB_PRECISION", "mixed_bfloat16")
    auto, chosen, other = Recorder(), Recorder(), Recorder()
    for recorder, precision in ((auto, "auto"), (chosen, "mixed_bfloat16"), (other, "float32")):
        train(experiment(epochs=1, precision=precision), corners(), recorder, Person(), file_export=False)
    assert [recorder.named("started")[0]["precision"] for recorder in (auto, chosen, other)] == ["mixed_bfloat16"] * 2 + [
        "float32"
    ]
    assert auto.points() == chosen.points() != other.points()


def test_the_exported_file_is_a_keras_archive_with_the_weights_of_the_run(tmp_path):
    outcome = train(experiment(epochs=1), corners(), Recorder(), Person())
    assert {"config.json", "metadata.json", "model.weights.h5"} <= set(zipfile.ZipFile(BytesIO(outcome.model_file)).namelist())
    model = loaded(outcome.model_file, tmp_path)
    np.testing.assert_array_equal(model.layers[0].kernel, outcome.weights["0.kernel"])


def test_no_file_is_made_when_none_is_asked_for():
    assert train(experiment(epochs=1), corners(), Recorder(), Person(), file_export=False).model_file == b""


def test_early_stopping_goes_back_to_the_weights_of_the_best_epoch():
    recorder = Recorder()
    chosen = experiment(epochs=40, early_stopping=2, optimizer=SGD(learning_rate=0.5))
    outcome = train(chosen, corners(train=32, validation=30), recorder, Person(), file_export=False)
    losses = [epoch["val_loss"] for epoch in recorder.named("epoch")]
    assert (outcome.reason, outcome.epochs) == ("early", len(losses))
    best = int(np.argmin(losses)) + 1
    assert outcome.epochs == best + 2
    for name, array in recorder.checkpoints[best][0].items():
        np.testing.assert_array_equal(array, outcome.weights[name])


@pytest.mark.parametrize("epochs", [4, 40])
def test_the_figures_of_a_run_that_went_back_are_those_of_its_weights(epochs, tmp_path):
    """Whether its patience ended it or its epochs: Keras finds the figures with the exported file."""
    recorder, prepared = Recorder(), corners(train=32, validation=30)
    chosen = experiment(epochs=epochs, early_stopping=2, optimizer=SGD(learning_rate=2.0))
    outcome = train(chosen, prepared, recorder, Person())
    state = fold(recorder.events)
    assert outcome.reason == ("early" if epochs == 40 else "completed")
    assert state.kept.epoch < state.history[-1].epoch
    wanted = np.eye(CLASSES)[prepared.y_val]
    figures = loaded(outcome.model_file, tmp_path).evaluate(prepared.x_val, wanted, verbose=0, return_dict=True)
    assert (state.kept.val_loss, state.kept.val_accuracy) == pytest.approx((figures["loss"], figures["accuracy"]), rel=1e-5)


def test_a_loss_that_leaves_the_numbers_ends_the_run_with_a_rate_to_try():
    chosen = experiment(network(Dense(units=4, activation="linear")), optimizer=SGD(learning_rate=10.0, momentum=0.9), epochs=200)
    prepared = corners()
    prepared = replace(prepared, x_train=prepared.x_train * 1e12)
    with pytest.raises(
        TrainingError, match=r"loss is no longer a number after .* the learning rate 10 is too large; try 0\.01\."
    ):
        train(chosen, prepared, Recorder(), Person())


def test_a_network_for_other_images_is_refused():
    with pytest.raises(TrainingError, match=r"takes images of \(28, 28, 1\), but mnist-mini has \(8, 8, 1\)"):
        train(experiment(network(side=28)), corners(), Recorder(), Person())


def test_a_network_for_another_number_of_classes_is_refused():
    with pytest.raises(TrainingError, match=r"5 .*4 classes"):
        train(experiment(network(classes=5)), corners(), Recorder(), Person())
