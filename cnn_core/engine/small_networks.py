"""Which networks train at the same time as another on the same cores."""

from __future__ import annotations

from pathlib import Path

from cnn_core.data.catalogue import entry_of
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.forecast import images_in_memory, memory_bytes
from cnn_core.runs.listing import find_run
from cnn_core.summary import summarise

MAX_WORK = 64 * 1_000_000
"""Multiply-accumulates for a batch. Below it two cores have too little to do with one: `benchmarks/at_once.py` has two such networks
trained in two thirds of the time that one after the other takes, and of larger ones hardly sooner."""
MAX_BYTES = 2**29


def is_small(experiment: Experiment) -> bool:
    """Whether one core has enough to do with a batch of it, and its images and weights take little memory; False where its images are gone.

    One that ends after some minutes has the cores for itself: else its epochs would depend on its neighbours.
    """
    summary, training = summarise(experiment.architecture), experiment.training
    try:
        entry = entry_of(experiment.data.dataset)
    except LabError:
        return False
    images = images_in_memory(experiment.data, entry.train_size, entry.test_size, len(entry.class_names))
    light = memory_bytes(summary, images, training.batch_size) <= MAX_BYTES
    return light and summary.macs * training.batch_size <= MAX_WORK and not training.minutes


def is_small_run(root: Path, run_id: str) -> bool:
    """The same of the experiment of a run in the folder `root`; False where the run is gone."""
    try:
        return is_small(find_run(root, run_id).meta.experiment)
    except LabError:
        return False
