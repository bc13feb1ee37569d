"""`code`: an experiment as a Keras script or notebook."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from cnn_core.cli.network import read_network
from cnn_core.cli.parser import Commands
from cnn_core.codegen import notebook_text, script
from cnn_core.data.catalogue import entry_of
from cnn_core.data.own import is_own
from cnn_core.data.task import class_names
from cnn_core.errors import DatasetError, LabError
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder
from cnn_core.summary import summarise


def add(commands: Commands) -> None:
    words = (
        "Print the code of an experiment: plain Keras with its data, split, augmentation, seeds and settings, that runs without "
        "CNN Lab. An architecture alone is used with mnist-mini and the default settings."
    )
    command = commands.add_parser("code", help="print an experiment as a Keras script or notebook", description=words)
    names = ", ".join(PRESETS)
    command.add_argument("network", metavar="NAME_OR_FILE", help=f"a preset ({names}), a JSON file, or a run folder")
    command.add_argument("--notebook", action="store_true", help="a Jupyter notebook (.ipynb) instead of a script")
    command.add_argument("--out", metavar="FILE", type=Path, help="write to this file (default: print it)")
    command.set_defaults(run=run)


def run(chosen: Namespace) -> int:
    experiment = _experiment(chosen.network)
    text = notebook_text(experiment) if chosen.notebook else script(experiment)
    if chosen.out is None:
        sys.stdout.write(text)
        return 0
    try:
        chosen.out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise LabError(f"{chosen.out} cannot be written: {error.strerror or error}.") from None
    print(chosen.out)
    return 0


def _experiment(name: str) -> Experiment:
    """The experiment of that name or in that file, its network fitted to its data. LabError if it cannot work."""
    if name in PRESETS:
        return PRESETS[name].experiment
    if not Path(name).exists():
        raise LabError(f"{name[:80]} is neither a file nor a preset; there are {', '.join(PRESETS)}.")
    found = read_network(Path(name))
    if isinstance(found, Experiment) and Path(name).is_dir():
        found = found.in_precision(RunFolder(Path(name)).state().precision)
    return _fitted(found if isinstance(found, Experiment) else Experiment(architecture=found))


def _fitted(experiment: Experiment) -> Experiment:
    """The experiment with its network fitted to its images; unchanged if these are own images of somebody else."""
    data = experiment.data
    try:
        shape, classes = entry_of(data.dataset).input_shape, len(class_names(data))
    except DatasetError:
        if is_own(data.dataset):
            return experiment
        raise
    architecture = experiment.architecture.fit_to(shape, classes)
    errors = summarise(architecture, classes).errors
    if errors:
        raise LabError(errors[0].message)
    return replace(experiment, architecture=architecture)
