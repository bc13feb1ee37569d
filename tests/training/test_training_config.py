"""The settings of a training, and the optimizers' defaults against Keras."""

import os

import pytest

from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.spec import SpecError
from cnn_core.training.config import LOSSES, TrainingConfig
from cnn_core.training.optimizers import SGD, Adadelta, Adam, AdamW, Optimizer

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
OWN = {("Adadelta", "learning_rate"), ("SGD", "decay")}


@pytest.mark.parametrize("kind", Optimizer.kinds)
def test_an_optimizers_defaults_are_keras_own(kind):
    """Apart from Adadelta's rate (1.0 in Zeiler 2012 and Keras 2, 0.001 in Keras 3) and SGD's decay, a schedule in Keras 3."""
    keras = pytest.importorskip("keras")
    config = getattr(keras.optimizers, kind)().get_config()
    for name, value in Optimizer.kinds[kind]().values().items():
        if (kind, name) not in OWN and name != "clipnorm":  # 0 is none
            assert config[name] == pytest.approx(value), name


def test_adadeltas_rate_is_that_of_the_paper_and_its_help_says_why():
    assert Adadelta().learning_rate == 1.0
    assert "Keras 3's default of 0.001 learns almost nothing" in Adadelta.purpose


def test_decay_is_no_argument_of_keras_3():
    sgd = SGD(learning_rate=0.1, decay=1e-6, momentum=0.9, nesterov=True)
    assert sgd.keras_arguments() == {"learning_rate": 0.1, "momentum": 0.9, "nesterov": True}
    assert sgd.to_json()["decay"] == 1e-6


def test_settings_come_back_from_json():
    config = TrainingConfig(
        batch_size=128, epochs=12, loss=LOSSES[1], seed=7, early_stopping=3, optimizer=AdamW(weight_decay=0.01)
    )
    assert TrainingConfig.from_json(config.to_json()) == config


def test_settings_of_runs_before_there_were_minutes_set_no_limit():
    value = TrainingConfig().to_json()
    del value["minutes"]
    assert TrainingConfig.from_json(value).minutes == 0


@pytest.mark.parametrize("batch_size", [1, 16, 50, 512])
def test_a_batch_has_1_to_512_images(batch_size):
    assert TrainingConfig(batch_size=batch_size).batch_size == batch_size
    with pytest.raises(SpecError, match="from 1 to 512"):
        TrainingConfig(batch_size=batch_size + 512)


def test_what_few_need_is_no_part_of_the_json_until_it_is_set():
    assert set(TrainingConfig().to_json()) == {
        *("batch_size", "epochs", "minutes", "loss", "seed", "early_stopping", "precision", "optimizer")
    }
    config = TrainingConfig(schedule="cosine", warmup=2, label_smoothing=0.1, optimizer=Adam(clipnorm=1.0, use_ema=True))
    assert TrainingConfig.from_json(config.to_json()) == config
    assert config.optimizer.keras_arguments() == {
        "learning_rate": 0.001,
        "beta_1": 0.9,
        "beta_2": 0.999,
        "clipnorm": 1.0,
        "use_ema": True,
        "ema_momentum": 0.99,
    }


def test_settings_that_exclude_each_other_are_refused_in_a_sentence():
    with pytest.raises(SpecError, match="label_smoothing: must be 0 with a sparse loss"):
        TrainingConfig(loss=LOSSES[1], label_smoothing=0.1)
    with pytest.raises(SpecError, match="schedule: must be constant"):
        TrainingConfig(schedule="step", optimizer=SGD(decay=1e-4))
    with pytest.raises(SpecError, match="early_stopping: must be 0 while the optimizer averages the weights"):
        TrainingConfig(early_stopping=2, optimizer=Adam(use_ema=True))


def test_a_plateau_by_which_the_rate_does_not_fall_is_refused_as_keras_does():
    keras = pytest.importorskip("keras")
    with pytest.raises(ValueError, match="does not support a factor >= 1"):
        keras.callbacks.ReduceLROnPlateau(factor=1.0)
    with pytest.raises(SpecError, match="schedule_factor: must be below 1 with the schedule plateau"):
        TrainingConfig(schedule="plateau", schedule_factor=1.0)
    assert TrainingConfig(schedule="step", schedule_factor=1.0).schedule_factor == 1.0


def test_an_optimizer_is_no_word():
    with pytest.raises(SpecError, match=r"^optimizer: must be an optimizer\. Received: 'adam'$"):
        TrainingConfig(optimizer="adam")


def test_an_optimizers_fault_is_named_by_its_path():
    value = TrainingConfig().to_json()
    value["optimizer"]["beta_1"] = 1.0
    with pytest.raises(SpecError, match=r"^optimizer\.beta_1: must lie from 0 to 0\.9999\. Received: 1\.0$"):
        TrainingConfig.from_json(value)


def test_equal_settings_are_equal_and_can_be_keys():
    assert TrainingConfig() == TrainingConfig(optimizer=Adam())
    assert len({TrainingConfig(), TrainingConfig(optimizer=Adam())}) == 1


@pytest.mark.parametrize("name", PRESETS)
def test_a_presets_experiment_comes_back_from_json(name):
    experiment = PRESETS[name].experiment
    assert Experiment.from_json(experiment.to_json()) == experiment


def test_course_notebook_4_trains_as_it_says():
    """Adam, categorical cross-entropy, batch 64, 5 epochs, validation_split .1: the last 10% of all 60,000 images."""
    experiment = PRESETS["notebook-4"].experiment
    assert (experiment.training.batch_size, experiment.training.epochs) == (64, 5)
    assert experiment.training.optimizer == Adam(learning_rate=0.001)
    assert experiment.training.loss == "categorical_crossentropy"
    data = experiment.data
    assert (data.dataset, data.train_size, data.validation, data.validation_split) == ("mnist", 0, "last", 0.1)


@pytest.mark.parametrize(
    ("name", "dataset", "validation", "optimizer", "batch_size", "epochs"),
    [
        ("notebook-1", "mnist", ("test", None), Adadelta(learning_rate=1.0), 128, 12),
        *((f"notebook-2{step}", "mnist", ("test", None), SGD(learning_rate=0.01), 64, 2) for step in "abcde"),
        ("notebook-2-exercise", "mnist", ("test", None), Adadelta(learning_rate=1.0), 64, 2),
        ("notebook-3", "fashion_mnist", ("stratified", 0.2), Adam(), 64, 20),
        ("notebook-3-dropout", "fashion_mnist", ("stratified", 0.2), Adam(), 64, 20),
        ("notebook-5-mlp", "mnist", ("last", 0.1), Adam(), 32, 5),
        ("notebook-5-cnn", "mnist", ("last", 0.1), Adam(), 64, 5),
        ("notebook-5-few-pools", "mnist", ("last", 0.1), Adam(), 64, 5),
    ],
)
def test_the_course_notebooks_train_as_they_say(name, dataset, validation, optimizer, batch_size, epochs):
    data, training = PRESETS[name].experiment.data, PRESETS[name].experiment.training
    assert (data.dataset, data.train_size, data.scaling) == (dataset, 0, "unit")
    kind, part = validation
    assert data.validation == kind
    assert part is None or data.validation_split == part
    assert (training.optimizer, training.batch_size, training.epochs) == (optimizer, batch_size, epochs)
    sparse = name.startswith("notebook-5")
    assert training.loss == ("sparse_categorical_crossentropy" if sparse else "categorical_crossentropy")


def test_notebook_3_is_split_by_its_seed():
    assert {PRESETS[name].experiment.data.split_seed for name in ("notebook-3", "notebook-3-dropout")} == {13}
