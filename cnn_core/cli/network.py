"""A network by the name of a preset, or from a file."""

from __future__ import annotations

from pathlib import Path

from cnn_core.cli.content import content_of
from cnn_core.data.task import class_names
from cnn_core.errors import DatasetError, LabError, SpecError
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.fields import expect_object
from cnn_core.spec.strict_json import MAX_BYTES, read_json


def network(name: str) -> tuple[Architecture, int | None]:
    """The network of a preset, of a JSON file or of a run folder, and its number of classes if its data say so."""
    if name in PRESETS:
        return _with_classes(PRESETS[name].experiment)
    if not Path(name).exists():
        raise LabError(f"{name[:80]} is neither a file nor a preset; there are {', '.join(PRESETS)}.")
    found = read_network(Path(name))
    return _with_classes(found) if isinstance(found, Experiment) else (found, None)


def read_network(path: Path) -> Architecture | Experiment:
    """What a file holds: an architecture, an experiment, or a run's run.json (a run folder will do). LabError says why not."""
    if path.is_dir():
        path = path / "run.json"
    text = content_of(path, MAX_BYTES)
    try:
        value = expect_object("", read_json(text))
        if "experiment" in value:
            return Experiment.from_json(value["experiment"])
        return Experiment.from_json(value) if "architecture" in value else Architecture.from_json(value)
    except SpecError as error:
        raise LabError(f"{path}: {error}") from None


def _with_classes(experiment: Experiment) -> tuple[Architecture, int | None]:
    try:
        return experiment.architecture, len(class_names(experiment.data))
    except DatasetError:  # of images that are not here: the network can be summed up all the same
        return experiment.architecture, None
