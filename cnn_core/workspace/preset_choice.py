"""The preset for the images on the desk."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS, Preset
from cnn_core.summary import summarise

MANY_MACS = 20_000_000


def preset_for(experiment: Experiment, classes: int) -> tuple[Preset, Experiment] | None:
    """The first preset made for the experiment's dataset, else the first that works on images of its shape, with the experiment that
    trains it on this data; None if none works. None that takes hours here is offered unasked. Settings of the training that a person has
    changed stay; those of another preset give way."""
    data, shape, before = experiment.data, experiment.architecture.input_shape, experiment.training
    untouched = any(before == preset.experiment.training for preset in PRESETS.values())
    own = [preset for preset in PRESETS.values() if preset.experiment.data.dataset == data.dataset]
    for preset in (*own, *PRESETS.values()):
        network = preset.experiment.architecture.fit_to(shape, classes)
        summary = summarise(network, classes)
        if not summary.errors and (preset not in own or summary.macs < MANY_MACS):
            training = preset.experiment.training if untouched else before
            return preset, replace(preset.experiment, architecture=network, data=data, training=training)
    return None
