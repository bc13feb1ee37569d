"""What the doctor says of a run that has ended, from its folder and its images."""

from __future__ import annotations

from cnn_core.data.dataset import Dataset
from cnn_core.data.task import class_names
from cnn_core.doctor.diagnose import diagnose
from cnn_core.doctor.facts import Facts, facts_of
from cnn_core.doctor.finding import VERSION
from cnn_core.errors import LabError, RunError
from cnn_core.runs import RunFolder
from cnn_core.runs.findings import kept_findings
from cnn_core.training.interface import Arrays


def said_of(folder: RunFolder, data: Dataset | None) -> list[str]:
    """What is kept, or else worked out where its images are here; nothing where they are not."""
    kept = kept_findings(folder.path, VERSION)
    if kept is not None or data is None:
        return kept or []
    experiment = folder.meta.experiment
    try:
        classes, facts = len(class_names(experiment.data, data.class_names)), facts_of_run(folder, data)
    except LabError:  # the images are others by now
        return []
    return [each.message for each in diagnose(experiment, folder.state(), facts, classes)]


def facts_of_run(folder: RunFolder, data: Dataset) -> Facts:
    """The facts of a run; LabError where its test is damaged or the images are others by now."""
    state = folder.state()
    confusion = folder.evaluation().confusion if state.test_accuracy is not None else None
    return facts_of(data, folder.meta.experiment, state, confusion, lambda: _weights(folder), lambda: _first(folder))


def _weights(folder: RunFolder) -> Arrays:
    """Those of the end, or of the last epoch that is kept."""
    try:
        return (
            folder.weights() if (folder.path / "weights.npz").exists() else folder.epoch_weights(max(folder.epochs(), default=0))
        )
    except RunError:
        return {}


def _first(folder: RunFolder) -> Arrays:
    """The weights before training; none of a run that goes on from another, or of earlier versions."""
    try:
        return folder.epoch_weights(0)
    except RunError:
        return {}
