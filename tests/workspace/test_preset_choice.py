"""The preset that is offered for a dataset."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnn_core.data.choice import DataChoice
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.summary import summarise
from cnn_core.workspace.preset_choice import preset_for


@pytest.mark.parametrize(
    ("dataset", "shape", "classes", "name"),
    [
        ("digits", (8, 8, 1), 10, "digits-cnn"),
        ("fashion_mnist", (28, 28, 1), 10, "notebook-3"),
        ("cifar10", (32, 32, 3), 10, "small-cnn"),
        ("own-1", (64, 48, 3), 2, "small-cnn"),
        ("own-2", (2, 3, 1), 3, "mlp"),
    ],
)
def test_there_is_a_preset_for_images_of_any_kind(dataset: str, shape: tuple[int, int, int], classes: int, name: str) -> None:
    network = PRESETS["small-cnn"].experiment.architecture.fit_to(shape, classes)
    found = preset_for(Experiment(architecture=network, data=DataChoice(dataset=dataset)), classes)
    assert found is not None
    preset, experiment = found
    assert (preset.name, experiment.data.dataset) == (name, dataset)
    assert summarise(experiment.architecture, classes).output_shape == (classes,)


def test_it_brings_its_settings_unless_somebody_has_chosen_others() -> None:
    usual = replace(PRESETS["small-cnn"].experiment, data=DataChoice(dataset="digits"))
    chosen = replace(usual, training=replace(usual.training, epochs=1))
    taken = [found[1].training for each in (usual, chosen) if (found := preset_for(each, 10)) is not None]
    assert taken == [PRESETS["digits-cnn"].experiment.training, chosen.training]
