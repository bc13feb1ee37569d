"""What varies in a plan: the path of a field of an experiment, and the values that it takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from cnn_core.errors import SpecError
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.spec.fields import Choice, Field, Integer, Numbers, Real, Size, Switch, Text, fields_of
from cnn_core.training.optimizers import Optimizer

MAX_VALUES = 50
LAYER = re.compile(r"(?:architecture\.)?layers\[(\d+)\]\.(\w+)")
ROW = re.compile(r"(\d{1,3}) (\w+): (\w+)")
PARTS = ("training", "training.optimizer", "data", "augmentation")
COMMA = re.compile(r"(?<![\w.])0+,0\d")
"""A decimal written with a comma: no list of values has a number that begins with 0 and is not 0."""
TURN = "give the smaller one first, or a step below 0"
SWITCH = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
PRESET, OPTIMIZER, SEED = "preset", "optimizer", "training.seed"
FORMS = "layers[0].filters=8,16,32 or layers[3].enabled=on,off or learning_rate=0.001,0.01 or optimizer=Adam,SGD or preset=mlp,lenet-5"


@dataclass(frozen=True)
class Variation:
    """A field of an experiment and its values. `path` is as it was written; `values` are as JSON has them; `field` is the same for all
    paths to one field."""

    path: str
    values: tuple[Any, ...]
    apply: Callable[[Experiment, Any], Experiment]
    """The experiment with one of the values; SpecError if it cannot be."""
    field: str
    whole: bool = False
    """Whether it is a whole network or optimizer, and not one field."""


def read_variation(text: str, base: Experiment) -> Variation:
    """A variation written as `PATH=VALUE,VALUE,...` or `PATH=FIRST:LAST:STEP`; SpecError says what cannot be read.

    The path is `layers[I].FIELD` (I counts the experiment's layers from 0), which may be written as pages call it, `1 Conv2D: filters`;
    a setting such as `batch_size`, `data.train_size` or `augmentation.rotation`; `optimizer`, or `preset`.
    """
    path, equals, listed = (part.strip() for part in text.partition("="))
    if not equals or not path or not listed:
        raise SpecError("vary", f"must be a path and its values, as in {FORMS}", text)
    path = _by_place(path, base)
    if path == PRESET:
        return Variation(path, _values(path, listed, _preset), _with_preset, PRESET, whole=True)
    if path in (OPTIMIZER, f"training.{OPTIMIZER}"):
        return Variation(path, _values(path, listed, _optimizer), _with_optimizer, OPTIMIZER, whole=True)
    place, field = _field(path, base)
    values = _values(path, listed, lambda word: _value(field, path, word))
    return Variation(path, values, _setter(place, field.name, path), f"{place}.{field.name}")


def _by_place(path: str, base: Experiment) -> str:
    """`layers[0].filters` for `1 Conv2D: filters`; other paths as they are."""
    row = ROW.fullmatch(path)
    if row is None:
        return path
    number, layers = int(row[1]), base.architecture.layers
    if not 1 <= number <= len(layers) or layers[number - 1].kind != row[2]:
        rows = ", ".join(f"{place} {layer.kind}" for place, layer in enumerate(layers, 1))
        raise SpecError(path, f"names no row of this network, which has {rows}", f"{row[1]} {row[2]}")
    return f"layers[{number - 1}].{row[3]}"


def _field(path: str, base: Experiment) -> tuple[str, Field]:
    """The record that holds the field, as a path of its own, and the field."""
    if layer := LAYER.fullmatch(path):
        number, name = int(layer[1]), layer[2]
        layers = base.architecture.layers
        if number >= len(layers):
            raise SpecError(path, f"there are {len(layers)} layers, layers[0] to layers[{len(layers) - 1}]", path)
        return f"layers[{number}]", _named(name, layers[number], path)
    record, _, name = path.rpartition(".")
    found = [(part, field) for part in PARTS for field in _single(_at(base, part)) if field.name == name]
    fitting = [each for each in found if record in ("", each[0], each[0].removeprefix("training."))]
    if not fitting:
        known = ", ".join(field.name for part in PARTS for field in _single(_at(base, part)))
        raise SpecError(path, f"is no field of an experiment. There are layers[I].FIELD, preset, optimizer, {known}", path)
    if f"{fitting[0][0]}.{name}" == SEED:
        raise SpecError(path, "seeds are varied with their own option: say how many", path)
    return fitting[0]


def _single(record: Any) -> list[Field]:
    """The fields that have one value: lists of images are no settings."""
    return [field for field in fields_of(type(record)) if not isinstance(field.rule, Numbers)]


def _named(name: str, record: Any, path: str) -> Field:
    known = {field.name: field for field in _single(record)}
    if name not in known:
        raise SpecError(path, f"{type(record).__name__} has no field {name!r}; it has {', '.join(known)}", path)
    return known[name]


def _at(base: Experiment, place: str) -> Any:
    found: Any = base
    for part in place.split("."):
        found = getattr(found, part)
    return found


def _setter(place: str, name: str, path: str) -> Callable[[Experiment, Any], Experiment]:
    def put(record: Any, parts: list[str], value: Any) -> Any:
        if parts:
            return replace(record, **{parts[0]: put(getattr(record, parts[0]), parts[1:], value)})
        return replace(record, **{_named(name, record, path).name: value})

    def apply(experiment: Experiment, value: Any) -> Experiment:
        if layer := LAYER.fullmatch(f"{place}.{name}"):
            architecture = experiment.architecture
            if int(layer[1]) >= len(architecture.layers):
                raise SpecError(path, f"this network has {len(architecture.layers)} layers", path)
            _named(name, architecture.layers[int(layer[1])], path)
            return replace(experiment, architecture=architecture.edit(int(layer[1]), **{name: value}))
        made: Experiment = put(experiment, place.split("."), value)
        return made

    return apply


def _values(path: str, listed: str, read: Callable[[str], Any]) -> tuple[Any, ...]:
    parts = [part.strip() for part in listed.split(",")]
    if "" in parts:
        raise SpecError(path, "has a comma with no value beside it: take it out, or write the value", listed)
    if ";" in listed:
        raise SpecError(path, "must have commas between its values, as in 8,16,32", listed)
    if COMMA.search(listed):
        raise SpecError(
            path, "separates values by commas, so 0,001 would be 0 and 1: write decimals with a point, as 0.001", listed
        )
    words = [word for part in parts for word in _range(path, part)]
    if len(words) > MAX_VALUES:
        raise SpecError(path, f"must have at most {MAX_VALUES} values", len(words))
    values = [read(word) for word in words]
    if len({repr(value) for value in values}) < len(values):
        raise SpecError(path, "names a value twice", listed)
    return tuple(values)


def _range(path: str, text: str) -> list[str]:
    """`8:32:8` is 8, 16, 24, 32: with the last one, as a person counts. Anything else is one value."""
    parts = text.split(":")
    if len(parts) != 3:
        return [text]
    try:
        first, last, step = (float(part) for part in parts)
        count = int((last - first) / step + 1e-9) + 1
    except (ValueError, ZeroDivisionError, OverflowError):
        raise SpecError(path, "a range is FIRST:LAST:STEP, three numbers, the step not 0", text) from None
    if count < 1:
        raise SpecError(path, "a range from the first to the last in this step has no values: " + TURN, text)
    if count > MAX_VALUES:
        raise SpecError(
            path, f"a range can have at most {MAX_VALUES} values, and this one has {count:,}: take a larger step", text
        )
    return [f"{first + number * step:.10g}" for number in range(count)]


def _value(field: Field, path: str, word: str) -> Any:
    """A value as JSON has it. The rule of the field says what the word means, and refuses it if it does not fit."""
    rule = field.rule
    try:
        if isinstance(rule, Choice | Text):
            value: Any = word
        elif isinstance(rule, Switch):
            value = SWITCH.get(word.lower(), word)
        elif isinstance(rule, Integer):
            value = int(word)
        elif isinstance(rule, Real):
            value = float(word)
        elif isinstance(rule, Size):
            value = None if word == "none" else [int(part) for part in word.split("x")] if "x" in word else int(word)
    except ValueError:
        value = word
    if isinstance(rule, Switch) and value not in SWITCH.values():
        raise SpecError(path, "must be on or off", word)
    checked = rule.check(path, value)
    return list(checked) if isinstance(checked, tuple) else checked


def _preset(word: str) -> str:
    if word not in PRESETS:
        raise SpecError(PRESET, f"must be one of {', '.join(PRESETS)}", word)
    return word


def _with_preset(experiment: Experiment, value: Any) -> Experiment:
    return replace(experiment, architecture=PRESETS[value].experiment.architecture)


def _optimizer(word: str) -> str:
    known = {name.lower(): name for name in Optimizer.kinds}
    if word.lower() not in known:
        raise SpecError(OPTIMIZER, f"must be one of {', '.join(known.values())}", word)
    return known[word.lower()]


def _with_optimizer(experiment: Experiment, value: Any) -> Experiment:
    """Another optimizer comes with its usual settings; the one that is there keeps its own."""
    if experiment.training.optimizer.kind == value:
        return experiment
    return replace(experiment, training=replace(experiment.training, optimizer=Optimizer.kinds[value]()))
