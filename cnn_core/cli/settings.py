"""The options of `train`, and the experiment that they describe."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from cnn_core.cli.network import read_network
from cnn_core.cli.parser import one_of
from cnn_core.data.catalogue import CATALOGUE, entry_of
from cnn_core.data.choice import DataChoice
from cnn_core.data.divided import as_said
from cnn_core.data.task import class_names
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.presets import DEFAULT, PRESETS
from cnn_core.spec.fields import Choice, fields_of
from cnn_core.summary import summarise
from cnn_core.training.config import TrainingConfig
from cnn_core.training.optimizers import Optimizer

DATA = {
    "dataset": str,
    "task": str,
    "target": int,
    "others": int,
    "train_size": int,
    "validation": str,
    "validation_split": float,
}
TRAINING = {
    "epochs": int,
    "minutes": int,
    "batch_size": int,
    "loss": str,
    "seed": int,
    "early_stopping": int,
    "class_weight": str,
}
TRAINING |= {"label_smoothing": float, "schedule": str, "schedule_factor": float, "schedule_epochs": int, "warmup": int}


def add_start(command: ArgumentParser) -> None:
    """The options that name what the settings are applied to."""
    start = command.add_mutually_exclusive_group()
    start.add_argument("--preset", type=one_of(PRESETS), metavar="NAME", help=f"{', '.join(PRESETS)} (default: {DEFAULT})")
    start.add_argument(
        "--architecture", type=Path, metavar="FILE", help="JSON of an architecture or of an experiment, or a run folder"
    )


def add_settings(command: ArgumentParser) -> None:
    """One option for each setting; its help is that of the field."""
    for record, options in ((DataChoice, DATA), (TrainingConfig, TRAINING)):
        for field in fields_of(record):
            if field.name in options:
                words = f"{field.help} ({field.rule.range})"
                if field.name == "dataset":
                    words = f"{', '.join(CATALOGUE)}, or the name of own images that were uploaded in the app"
                kind = one_of(field.rule.options) if isinstance(field.rule, Choice) else options[field.name]
                flag = f"--{field.name.replace('_', '-')}"
                command.add_argument(flag, type=kind, metavar=field.name.upper(), help=words.replace("%", "%%"))
    kinds = ", ".join(Optimizer.kinds)
    command.add_argument("--optimizer", type=one_of(Optimizer.kinds), metavar="KIND", help=f"{kinds}; comes with its usual rate")
    command.add_argument("--learning-rate", type=float, metavar="RATE", help="the length of each step (default: the optimizer's)")


def experiment_of(chosen: Namespace) -> Experiment:
    """The experiment with the settings given, its network and its validation fitted to its dataset. LabError if it cannot work."""
    start = started_from(chosen)
    given = _given(chosen, DATA)
    entry = entry_of(given.get("dataset", start.data.dataset))
    before = start.data if entry.name == start.data.dataset else start.data.uncorrected  # whose numbers are of other images
    data = as_said(replace(before, **given), entry, given)
    training = replace(start.training, **_given(chosen, TRAINING), optimizer=_optimizer(chosen, start.training.optimizer))
    classes = len(class_names(data))
    architecture = start.architecture.fit_to(entry.input_shape, classes)
    errors = summarise(architecture, classes).errors
    if errors:
        ways_out = " or ".join(fix.label for fix in errors[0].fixes)
        raise LabError(f"{errors[0].message} What would help: {ways_out}." if ways_out else errors[0].message)
    return Experiment(architecture=architecture, data=data, training=training)


def started_from(chosen: Namespace) -> Experiment:
    """What the options are applied to."""
    if chosen.architecture is None:
        return PRESETS[chosen.preset or DEFAULT].experiment
    found = read_network(chosen.architecture)
    return found if isinstance(found, Experiment) else Experiment(architecture=found)


def _given(chosen: Namespace, names: dict[str, type]) -> dict[str, Any]:
    return {name: getattr(chosen, name) for name in names if getattr(chosen, name) is not None}


def _optimizer(chosen: Namespace, usual: Optimizer) -> Optimizer:
    optimizer: Optimizer = usual if chosen.optimizer in (None, usual.kind) else Optimizer.kinds[chosen.optimizer]()
    return optimizer if chosen.learning_rate is None else replace(optimizer, learning_rate=chosen.learning_rate)  # type: ignore[call-arg]
