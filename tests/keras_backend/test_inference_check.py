"""Training images at inference, looked at where training and validation are far apart in a network with batch normalization."""

from dataclasses import replace

import keras
import numpy as np
import pytest
from training_fakes import CLASSES, Person, Recorder, corners, experiment, network

from cnn_core.keras_backend.inference_check import inference_check
from cnn_core.keras_backend.train import train
from cnn_core.spec import BatchNormalization
from cnn_core.training.batch_norm_lag import batch_norm_lag
from cnn_core.training.config import TrainingConfig
from cnn_core.training.fold import fold


def trained(momentum, epochs=5, **more):
    """Pixels around 5, so that averages which begin at 0 are far off."""
    plain = corners(train=400)
    shift = {name: getattr(plain, name) + 5 for name in ("x_train", "x_val", "x_test")}
    prepared, recorder = replace(plain, **shift), Recorder()
    chosen = experiment(network(BatchNormalization(momentum=momentum)), epochs=epochs, **more)
    outcome = train(chosen, prepared, recorder, Person())
    return prepared, outcome, fold(recorder.events)


def test_the_accuracy_is_the_one_that_keras_finds_with_the_exported_file(tmp_path):
    prepared, outcome, state = trained(momentum=0.999)
    path = tmp_path / "model.keras"
    path.write_bytes(outcome.model_file)
    model = keras.models.load_model(path)
    model.compile(loss="categorical_crossentropy", metrics=["accuracy"])
    found = model.evaluate(prepared.x_train, np.eye(CLASSES)[prepared.y_train], verbose=0, return_dict=True)
    assert state.history[-1].checked_accuracy == pytest.approx(found["accuracy"], abs=1e-6)
    assert state.history[-1].checked_loss == pytest.approx(found["loss"], rel=1e-5)
    assert batch_norm_lag(state.history) is not None


def test_averages_that_settle_quickly_leave_nothing_to_say():
    _, _, state = trained(momentum=0.5, epochs=12)
    assert batch_norm_lag(state.history) is None


def test_looking_changes_nothing_of_the_training(monkeypatch):
    monkeypatch.setattr("cnn_core.keras_backend.train.inference_check", lambda *_: lambda figures: None)
    _, without, state = trained(momentum=0.999)
    assert all(epoch.checked_accuracy is None for epoch in state.history)
    monkeypatch.undo()
    _, outcome, _ = trained(momentum=0.999)
    for name, weights in without.weights.items():
        np.testing.assert_array_equal(outcome.weights[name], weights)


@pytest.mark.parametrize(
    ("architecture", "training", "validation"),
    [
        (network(), (0.1, 0.99), (2.0, 0.10)),
        (network(BatchNormalization(enabled=False)), (0.1, 0.99), (2.0, 0.10)),
        (network(BatchNormalization()), (0.1, 0.99), (0.14, 0.97)),
        (network(BatchNormalization()), (0.1, 0.99), (None, None)),
    ],
    ids=["without it", "switched off", "close", "no validation"],
)
def test_where_there_is_nothing_to_explain_nothing_is_looked_at(architecture, training, validation):
    def model(images, training):
        raise AssertionError

    figures = dict(zip(("loss", "accuracy", "val_loss", "val_accuracy"), (*training, *validation), strict=True))
    assert inference_check(model, architecture, corners(), TrainingConfig())(figures) is None


def test_of_many_images_a_thousand_are_looked_at():
    prepared, asked = corners(train=2500), []

    def model(images, training):
        asked.append(len(images))
        assert not training
        return np.eye(CLASSES, dtype=np.float32)[np.zeros(len(images), int)]

    check = inference_check(model, network(BatchNormalization()), prepared, TrainingConfig())
    _, found = check({"loss": 0.5, "accuracy": 0.9, "val_loss": 0.6, "val_accuracy": 0.2})
    assert sum(asked) == 1000
    assert found == pytest.approx(np.mean(prepared.y_train == 0), abs=0.05)


def test_the_loss_alone_is_a_reason_to_look():
    def model(images, training):
        return np.full((len(images), CLASSES), 1 / CLASSES, np.float32)

    check = inference_check(model, network(BatchNormalization()), corners(), TrainingConfig())
    loss, _ = check({"loss": 0.5, "accuracy": 0.9, "val_loss": 1.0, "val_accuracy": 0.9})
    assert loss == pytest.approx(np.log(CLASSES), rel=1e-5)
