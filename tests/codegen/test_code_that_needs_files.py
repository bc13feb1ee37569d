"""Scripts that read a file: images of one's own, the weights of a trained network."""

from dataclasses import replace

import keras
import numpy as np
import pytest
from as_a_script import as_a_script, assert_the_same, few_images, in_the_laboratory, served

from cnn_core.data.augmentation import Augmentation
from cnn_core.data.choice import DataChoice
from cnn_core.experiment import Experiment
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.weights import weights_of
from cnn_core.presets import PRESETS
from cnn_core.spec import BatchNormalization
from cnn_core.training.config import TrainingConfig
from cnn_core.training.interface import Resume
from cnn_core.training.transfer import Transfer

lenet = PRESETS["lenet-5"].experiment
OWN = Experiment(
    architecture=lenet.architecture.fit_to((20, 16, 3), 3),
    data=DataChoice(dataset="own-0123456789ab", validation="none", train_size=40),
    training=TrainingConfig(epochs=1, batch_size=16),
)


@pytest.mark.usefixtures("eagerly")
def test_colour_pictures_of_ones_own_come_from_a_file(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    random = np.random.default_rng(1)
    for part, count in (("train", 60), ("test", 30)):
        pictures = random.integers(0, 256, (count, 20, 16, 3), dtype=np.uint8)
        np.savez(f"{part}.npz", x=pictures, y=np.arange(count) % 3)
    arrays = {f"{name}_{part}": np.load(f"{part}.npz")[name] for part in ("train", "test") for name in "xy"}
    np.savez("own-0123456789ab.npz", **arrays)
    names = as_a_script(OWN)
    assert names["x_train"].shape == (40, 20, 16, 3)
    assert names["CLASS_NAMES"] == ["0", "1", "2"]
    assert names["model"].output_shape == (None, 3)


@pytest.mark.parametrize("experiment", [OWN, PRESETS["mlp"].experiment])
def test_a_file_that_is_missing_is_named_in_a_sentence(monkeypatch, tmp_path, experiment):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"npz is not there. It .* and can be downloaded beside this code"):
        as_a_script(experiment)


@pytest.mark.usefixtures("eagerly")
def test_weights_that_are_taken_over_come_from_a_keras_file(monkeypatch, tmp_path):
    """Behind a layer of augmentation, past a layer that is switched off, the first of three frozen."""
    network = (
        lenet.architecture.insert(1, BatchNormalization()).insert(1, BatchNormalization(enabled=False)).edit(0, trainable=False)
    )
    experiment = replace(
        lenet,
        architecture=network,
        training=TrainingConfig(epochs=1, optimizer=lenet.training.optimizer),
        augmentation=Augmentation(translation=0.1),
        transfer=Transfer(run="a-run", layers=5),
    )
    source = build(network, seed=77)
    known = {name: value for name, value in weights_of(source, network).items() if int(name.split(".")[0]) < 5}
    dataset = few_images("mnist-mini")
    laboratory = in_the_laboratory(experiment, dataset, Resume(epoch=0, weights=known, state={}))
    with served(dataset, monkeypatch, tmp_path):
        source.save(tmp_path / "a-run.keras")
        names = as_a_script(experiment)
    assert_the_same(experiment, laboratory, names)
    np.testing.assert_array_equal(names["model"].layers[1].get_weights()[0], source.layers[0].get_weights()[0])
    assert isinstance(names["model"].layers[1], keras.layers.Conv2D)


@pytest.mark.usefixtures("eagerly")
def test_colour_pictures_of_cifar_10_come_from_keras(monkeypatch):
    """Keras gives its labels as a column."""
    random = np.random.default_rng(1)
    parts = [
        (random.integers(0, 256, (count, 32, 32, 3), dtype=np.uint8), (np.arange(count) % 10)[:, None]) for count in (80, 40)
    ]
    monkeypatch.setattr(keras.datasets.cifar10, "load_data", lambda: parts)
    network = lenet.architecture.fit_to((32, 32, 3), 10)
    names = as_a_script(replace(OWN, architecture=network, data=DataChoice(dataset="cifar10", validation_split=0.2)))
    assert names["x_train"].shape == (64, 32, 32, 3)
    assert names["y_train"].shape == (64,)
    assert len(names["CLASS_NAMES"]) == 10
