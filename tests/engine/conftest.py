"""A tiny experiment for the engine's tests."""

from dataclasses import replace

import pytest
from fake_engine import FakeEngines

from cnn_core.data.choice import DataChoice
from cnn_core.engine import Laboratory, Plans
from cnn_core.experiment import Experiment
from cnn_core.spec import Architecture, Dense, Flatten
from cnn_core.training.config import TrainingConfig


@pytest.fixture(scope="session")
def experiment() -> Experiment:
    layers = (Flatten(), Dense(units=10, activation="softmax"))
    return Experiment(
        architecture=Architecture(name="tiny", input_shape=(8, 8, 1), layers=layers),
        data=DataChoice(dataset="digits"),
        training=TrainingConfig(epochs=2),
    )


@pytest.fixture(scope="session")
def longer():
    return lambda experiment, epochs: replace(experiment, training=replace(experiment.training, epochs=epochs))


@pytest.fixture
def engines():
    return FakeEngines()


@pytest.fixture
def laboratory(tmp_path, engines):
    laboratory = Laboratory(tmp_path, engines).start()
    yield laboratory
    laboratory.close()


@pytest.fixture
def client(laboratory, engines):
    return engines.nth_client(1)


@pytest.fixture
def plans(tmp_path, laboratory):
    made = Plans(tmp_path / "plans", laboratory)
    yield made
    made.close()
