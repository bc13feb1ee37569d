"""The loss of a tested network is on the scale of a training: with smoothed labels and the penalty on its weights."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest

from cnn_core.engine.worker.side_tasks import judge
from cnn_core.spec import Architecture, Dense, Flatten

LABELS = np.array([0, 1, 1])
SAID = np.array([[0.7, 0.3], [0.2, 0.8], [0.6, 0.4]], np.float32)
KERNEL = np.array([[0.5, -1.0], [2.0, 0.25]], np.float32)


@pytest.mark.parametrize(("smoothing", "l1", "l2"), [(0.0, 0.0, 0.0), (0.2, 0.0, 0.0), (0.0, 0.1, 0.02), (0.2, 0.1, 0.02)])
def test_smoothing_and_penalty_are_in_the_loss(smoothing: float, l1: float, l2: float) -> None:
    layers = (Flatten(), Dense(units=2, activation="softmax", l1=l1, l2=l2))
    architecture = Architecture(name="n", input_shape=(1, 2, 1), layers=layers)
    weights = {"1.kernel": KERNEL, "1.bias": np.ones(2, np.float32)}
    loss, names = "categorical_crossentropy", ("a", "b")
    found = asyncio.run(judge(LABELS, SAID, loss, names, smoothing, architecture.to_json(), weights))
    wanted = np.eye(2)[LABELS] * (1 - smoothing) + smoothing / 2
    by_hand = -(wanted * np.log(SAID)).sum(axis=1).mean() + l1 * np.abs(KERNEL).sum() + l2 * np.square(KERNEL).sum()
    assert found.loss == pytest.approx(by_hand, rel=1e-5)
    assert found.accuracy == pytest.approx(2 / 3)
