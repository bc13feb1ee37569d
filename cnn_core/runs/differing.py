"""In which settings runs differ: the columns that tell them apart."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

from cnn_core.data.catalogue import entry_of
from cnn_core.errors import DatasetError, SpecError
from cnn_core.experiment import Experiment
from cnn_core.storage.regular import open_regular

MAX_READ = 10_000
FEW = 4
LAYERS = "layers"
RELABELLED = ("relabelled", "relabelled_test")
LEFT_OUT = {"name", "schema", "ids", "enabled", "input_shape"}
"""What has a column of its own, or is no setting; a layer that is off is left out as a whole."""
CALLED = {
    "epochs": "epochs planned",
    "minutes": "time limit (minutes)",
    "train_size": "training images",
    "left_out": "training images left out",
    "relabelled": "training labels changed",
    "left_out_test": "test images left out",
    "relabelled_test": "test labels changed",
}

Flat = dict[str, Any]


def settings_of(path: str | os.PathLike[str]) -> Flat:
    """The settings of the run in this folder by short names, as `batch_size` or `1 Conv2D: filters`; `layers` names the kinds.

    Read from its run.json, once while the file stays; of this version without checks. Empty if that cannot be read. Classes are called
    as they are called now.
    """
    file = os.path.join(path, "run.json")
    try:
        found = os.stat(file)
        settings = _read(file, found.st_mtime_ns, found.st_size)
        changed = [name for name in RELABELLED if name in settings]
        return (
            {**settings, **{name: _counted(settings[name], _class_names(settings)) for name in changed}} if changed else settings
        )
    except (OSError, ValueError, AttributeError, TypeError, LookupError, RecursionError):
        return {}


def differing(runs: Sequence[Flat]) -> list[str]:
    """The settings in which these runs differ, in the order of an experiment.

    Fields of layers are told apart only among runs with the same kinds of layers; of others, `layers` differs.
    """
    same_kinds = len({each.get(LAYERS) for each in runs}) < 2
    return varying(runs, of_layers=same_kinds)


def varying(runs: Sequence[Flat], of_layers: bool = True) -> list[str]:
    """The settings that are not the same in all of these runs, with fields of layers or without."""
    names = dict.fromkeys(name for each in runs for name in each if of_layers or ": " not in name)
    return [name for name in names if len({repr(each.get(name)) for each in runs}) > 1]


def called(name: str) -> str:
    """A setting as people read it: fields of layers as on Build, the epochs apart from those that are done, and what is learned from as what
    it is."""
    return name if ": " in name else CALLED.get(name) or name.replace("_", " ")


@lru_cache(maxsize=MAX_READ)
def _read(file: str, changed: int, size: int) -> Flat:
    with open_regular(file) as opened:
        experiment = json.load(opened)["experiment"]
    if "minutes" not in experiment["training"]:  # an earlier version wrote down less; read as it is meant, which takes longer
        with suppress(SpecError):
            experiment = Experiment.from_json(experiment).to_json()
    found: Flat = {}
    for part, name, value in _flat(experiment):
        found[name if name not in found else f"{part} {name}"] = value
    return found


def _flat(experiment: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """(part of the experiment, name of the field, value)."""
    layers = [each for each in experiment["architecture"]["layers"] if each.get("enabled", True)]
    yield "", LAYERS, ", ".join(each["kind"] for each in layers)
    for number, layer in enumerate(layers, 1):
        yield from (("", f"{number} {layer['kind']}: {name}", _plain(value)) for name, value in _fields(layer) if name != "kind")
    for part, values in experiment.items():
        if part != "architecture":
            yield from _named(part, values)


def _named(part: str, values: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for name, value in _fields(values):
        if isinstance(value, dict):
            yield from _named(name, value)
        else:
            plain = not isinstance(value, list) or name in RELABELLED  # whose classes may be called otherwise tomorrow
            yield part, part if name == "kind" else name, value if plain else _counted(value)


def _fields(values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in values.items() if name not in LEFT_OUT)


def _plain(value: Any) -> Any:
    """The value of a field of a layer; sizes as people write them: 3x3."""
    return "x".join(map(str, value)) if isinstance(value, list) else value


def _class_names(settings: Flat) -> Sequence[str]:
    """Those of the dataset; none if it is not known here any more."""
    try:
        return entry_of(str(settings["dataset"])).class_names
    except DatasetError:
        return ()


def _counted(value: list[Any], classes: Sequence[str] = ()) -> str:
    """Images left out or relabelled: which, as `3, 19`, `34 as triangle` or `34 as class 1`; if they are many, how many."""
    if not 0 < len(value) <= FEW:
        return f"{len(value):,} of them"
    return ", ".join(f"{each[0]} as {_class(each[1], classes)}" if isinstance(each, list) else str(each) for each in value)


def _class(label: int, classes: Sequence[str]) -> str:
    """What a class is called; a number alone would not be read as one."""
    name = classes[label] if label < len(classes) else str(label)
    return f"class {name}" if name.isdecimal() else name
