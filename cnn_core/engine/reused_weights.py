"""Weights for a network's first layers, from a trained run."""

from __future__ import annotations

from cnn_core.engine.known_weights import network_of
from cnn_core.errors import RunError
from cnn_core.experiment import Experiment
from cnn_core.runs import RunFolder
from cnn_core.summary import summarise
from cnn_core.text import shape_text
from cnn_core.training.interface import Arrays


def first_weights(source: RunFolder, experiment: Experiment) -> Arrays:
    """The weights of the experiment's first layers as `source` has them; RunError if the layers are others by now."""
    _, known, _ = network_of(source)
    layers = experiment.transfer.layers
    taken = {}
    for row in summarise(experiment.architecture).rows:
        for weight in row.weights if row.index < layers else ():
            name = f"{row.index}.{weight.name}"
            there = known.get(name)
            if there is None or there.shape != weight.shape:
                has = "no such weights" if there is None else f"{weight.name} {shape_text(there.shape)}"
                raise RunError(
                    f"Layer {row.index + 1}, {row.label}, is to be reused from a trained network, but it has changed: it needs "
                    f"{weight.name} {shape_text(weight.shape)}, and there it has {has}. Undo the change, or begin with fresh weights."
                )
            taken[name] = there
    if not taken:
        raise RunError(f"The first {layers} layers have no weights that could be reused: begin with fresh weights.")
    return taken
