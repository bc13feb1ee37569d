"""The preset for the images on the desk."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS, Preset
from cnn_core.summary import summarise


def preset_for(experiment: Experiment, classes: int) -> tuple[Preset, Experiment] | None:
    """The first preset made for the experiment's dataset, else the first that works on images of its shape, with the experiment that
    trains it on this data; None if none works."""
    data, shape = experiment.data, experiment.architecture.input_shape
    own = [preset for preset in PRESETS.values() if preset.experiment.data.dataset == data.dataset]
    for preset in (*own, *PRESETS.values()):
        network = preset.experiment.architecture.fit_to(shape, classes)
        if not summarise(network, classes).errors:
            return preset, replace(preset.experiment, architecture=network, data=data)
    return None
