"""A small experiment and its run folder."""

from dataclasses import replace

import numpy as np
import pytest

from cnn_core.data.choice import DataChoice
from cnn_core.experiment import Experiment
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.spec import Architecture, Dense, Flatten
from cnn_core.training.config import TrainingConfig


@pytest.fixture
def experiment() -> Experiment:
    layers = (Flatten(), Dense(units=10, activation="softmax"))
    return Experiment(
        architecture=Architecture(name="tiny", input_shape=(8, 8, 1), layers=layers),
        data=DataChoice(dataset="digits"),
        training=TrainingConfig(epochs=3),
    )


@pytest.fixture
def meta(experiment) -> RunMeta:
    return RunMeta(id="run-1", experiment=experiment)


@pytest.fixture
def folder(tmp_path, meta) -> RunFolder:
    return RunFolder.create(tmp_path, meta)


@pytest.fixture
def weights():
    return {"1.kernel": np.arange(640, dtype=np.float32).reshape(64, 10), "1.bias": np.zeros(10, np.float32)}


@pytest.fixture
def with_id(meta):
    return lambda name, **values: replace(meta, id=name, **values)
