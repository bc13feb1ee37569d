"""Desk and run: the same, or what differs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnn_core.data.augmentation import Augmentation
from cnn_core.data.choice import ONE
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.workspace.standing import OTHER_DATA, OTHER_NETWORK, OTHER_SETTINGS, SAME, standing

SMALL = PRESETS["small-cnn"].experiment
NETWORK = SMALL.architecture


@pytest.mark.parametrize(
    ("desk", "how"),
    [
        (SMALL, SAME),
        (replace(SMALL, architecture=replace(NETWORK, name="mine")), SAME),
        (replace(SMALL, architecture=NETWORK.edit(0, filters=8)), OTHER_NETWORK),
        (replace(SMALL, architecture=NETWORK.fit_to((32, 32, 3), 10), data=replace(SMALL.data, dataset="cifar10")), OTHER_DATA),
        (replace(SMALL, data=replace(SMALL.data, train_size=500)), OTHER_DATA),
        (replace(SMALL, architecture=NETWORK.fit_to((28, 28, 1), 2), data=replace(SMALL.data, task=ONE)), OTHER_DATA),
        (replace(SMALL, architecture=NETWORK.edit(0, filters=8), data=replace(SMALL.data, task=ONE)), OTHER_NETWORK),
        (replace(SMALL, training=replace(SMALL.training, epochs=9)), OTHER_SETTINGS),
        (replace(SMALL, augmentation=Augmentation(zoom=0.1)), OTHER_SETTINGS),
    ],
)
def test_what_differs_is_named(desk: Experiment, how: str) -> None:
    assert standing(desk, SMALL) == how


def test_a_network_read_anew_is_the_same() -> None:
    assert standing(SMALL, Experiment.from_json(SMALL.to_json())) == SAME
