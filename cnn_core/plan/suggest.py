"""What of an experiment can vary, and values to begin with."""

from __future__ import annotations

from typing import Any

from cnn_core.experiment import Experiment
from cnn_core.plan.vary import LAYER, OPTIMIZER, PRESET, SEED
from cnn_core.spec.fields import Choice, Field, Integer, Numbers, Real, Size, Switch, fields_of

FEW = 4
LEFT_OUT = {"dataset", "task", "target", "others", "validation_from", SEED.rpartition(".")[2]}
"""Runs of other images or classes answer another question; seeds have their own number."""
ANY_OPTIMIZER, ANY_PRESET = "Adam,SGD,RMSprop", "small-cnn,lenet-5,mlp"


def what_can_vary(base: Experiment) -> dict[str, str]:
    """Path -> values to begin with, as text: those of the layers first, then the settings, the data and the augmentation."""
    found: dict[str, str] = {}
    for index, layer in enumerate(base.architecture.layers):
        for field in fields_of(type(layer)):
            if (field.name, index) != ("units", base.architecture.head):  # the head follows the classes
                found[f"layers[{index}].{field.name}"] = _values(field, getattr(layer, field.name))
    found |= {PRESET: ANY_PRESET, OPTIMIZER: ANY_OPTIMIZER}
    records = (base.training.optimizer, base.training, base.data, base.augmentation)
    for record in records:
        for field in fields_of(type(record)):
            if field.name not in LEFT_OUT and not isinstance(field.rule, Numbers):
                found[field.name] = _values(field, getattr(record, field.name))
    return found


def label(path: str, base: Experiment) -> str:
    """A path for people: `1 Conv2D: filters` for `layers[0].filters`, with `architecture.` before it or not; settings are called as they are."""
    layer = LAYER.fullmatch(path)
    if layer is None:
        return path
    index = int(layer[1])
    return f"{index + 1} {base.architecture.layers[index].kind}: {layer[2]}"


def named(varied: dict[str, Any], base: Experiment) -> dict[str, Any]:
    """Values by the names that their paths have for people."""
    return {label(path, base): value for path, value in varied.items()}


def _values(field: Field, now: Any) -> str:
    """The present value and some about it, as `read_variation` reads them."""
    rule = field.rule
    if isinstance(rule, Switch):
        return "on,off"
    if isinstance(rule, Choice):
        return ",".join(rule.options[:FEW])
    if isinstance(rule, Size):
        sides = range(rule.minimum, rule.maximum + 1)
        return ",".join(str(each) for each in (3, 5) if each in sides) if rule.minimum <= 3 else str(rule.minimum)
    if isinstance(rule, Real) and rule.stops:
        lower, higher = (sorted(each for each in rule.stops if (each > now) == above) for above in (False, True))
        return ",".join(f"{each:g}" for each in dict.fromkeys((*lower[-2:], now, *higher[:1])))
    if isinstance(rule, Real):
        spread = (now, min(rule.maximum, now + 2 * rule.step), min(rule.maximum, now + 4 * rule.step))
        return ",".join(f"{each:.6g}" for each in dict.fromkeys(spread))
    if isinstance(rule, Integer):
        about = (now // 2, now, now * 2) if now else (rule.minimum, min(rule.maximum, 1000), min(rule.maximum, 2000))
        fitting = [min(rule.maximum, max(rule.minimum, round(each / rule.step) * rule.step)) for each in about]
        return ",".join(str(each) for each in dict.fromkeys(fitting))
    return str(now)
