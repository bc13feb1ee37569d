"""How weights begin and what keeps them small, as a Keras file says it. Neither changes what a loaded network computes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cnn_core.errors import SpecError
from cnn_core.spec import Layer, fields_of
from cnn_core.spec.weight_settings import INITIALIZERS

USUAL = {"mean": 0.0, "stddev": 0.05, "minval": -0.05, "maxval": 0.05, "gain": 1.0}
"""Keras's defaults of initializers that have arguments."""


def weight_settings(kind: type[Layer], values: Mapping[str, Any]) -> dict[str, Any]:
    """The initializers, and `l1` and `l2`, for a layer of this kind; what cannot be said here is left at its default."""
    rules = {field.name: field.rule for field in fields_of(kind)}
    found = {name: _initializer(values.get(name)) for name in rules if name.endswith("_initializer")}
    strengths = [_strengths(values.get(name)) for name in kind.regularized]
    if strengths and all(each == strengths[0] for each in strengths):
        found |= strengths[0]
    return {name: value for name, value in found.items() if value is not None and _allowed(rules[name], name, value)}


def _initializer(value: object) -> str | None:
    """The name of an initializer, written as a name or as `{"class_name": "HeNormal", "config": {"seed": null}}`."""
    if isinstance(value, Mapping):
        settings = value.get("config")
        plain = isinstance(settings, Mapping) and all(
            name == "seed" or USUAL.get(name) == given for name, given in settings.items()
        )
        value = value.get("class_name") if plain else None
    alike = [name for name in INITIALIZERS if isinstance(value, str) and name.replace("_", "") == value.replace("_", "").lower()]
    return alike[0] if alike else None


def _strengths(value: object) -> dict[str, Any]:
    """`l1` and `l2` as far as they are there; Keras writes them with the digits of float32, six of which are meant."""
    if not isinstance(value, Mapping) or value.get("class_name") not in ("L1", "L2", "L1L2"):
        return {}
    settings = value.get("config")
    return (
        {name: float(f"{settings[name]:.6g}") for name in ("l1", "l2") if _number(settings.get(name))}
        if isinstance(settings, Mapping)
        else {}
    )


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value != 0


def _allowed(rule: Any, name: str, value: object) -> bool:
    try:
        rule.check(name, value)
    except SpecError:
        return False
    return True
