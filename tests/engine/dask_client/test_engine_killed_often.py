"""Workers killed at random moments: every run ends in words, and nothing that was saved is lost. Takes minutes."""

import os
import random
import signal
import time

import numpy as np
import pytest

from cnn_core.data.choice import DataChoice
from cnn_core.engine import Laboratory
from cnn_core.experiment import Experiment
from cnn_core.spec import Architecture, Conv2D, Dense, Flatten
from cnn_core.training.config import TrainingConfig

TIMES = 12
SIGNALS = {9: "memory ran out", 11: "segmentation fault", 6: "abort", 15: "ended from outside"}


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_worker_killed_at_random_moments_loses_at_most_one_epoch(tmp_path):
    layers = (Conv2D(filters=4), Flatten(), Dense(units=10, activation="softmax"))
    experiment = Experiment(
        architecture=Architecture(name="endless", input_shape=(28, 28, 1), layers=layers),
        data=DataChoice(train_size=2000),
        training=TrainingConfig(epochs=200),
    )
    laboratory, chance = Laboratory(tmp_path).start(), random.Random(1)
    for number in range(TIMES):
        run = laboratory.submit(experiment, "ann")
        steps = chance.randrange(1, 150)
        state = laboratory.wait(run, lambda state, steps=steps: state.step >= steps, 120)
        assert state.status == "running", state.reason
        started = next(event for event in laboratory.folder(run).events() if event["event"] == "started")
        which = list(SIGNALS)[number % len(SIGNALS)]
        began = time.monotonic()
        os.kill(int(started["worker"].rsplit(":", 1)[1]), which)
        state = laboratory.wait(run, timeout=10)
        assert time.monotonic() - began < 5
        assert state.status == "failed"
        assert SIGNALS[which] in state.reason, signal.Signals(which)
        folder = laboratory.folder(run)
        assert folder.state() == state
        resume = folder.resume()
        assert (resume.epoch if resume else 0) >= len(state.history) - 1
        assert all(np.isfinite(array).all() for epoch in folder.epochs() for array in folder.epoch_weights(epoch).values())
    laboratory.close()
