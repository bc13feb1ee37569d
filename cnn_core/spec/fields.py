"""Checked fields: one annotation feeds the slider, the validation, the JSON and the docs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Annotated, Any, Self, get_args, get_origin, get_type_hints

from cnn_core.errors import SpecError, shown
from cnn_core.spec.rules import Choice, Integer, Numbers, Pair, Real, Rule, Size, Switch, Text

__all__ = [
    "ADVANCED",
    "Choice",
    "Field",
    "Integer",
    "Numbers",
    "Pair",
    "Real",
    "Record",
    "Rule",
    "Shape",
    "Size",
    "Switch",
    "Text",
    "expect_object",
    "fields_of",
    "path_part",
]

ADVANCED = "advanced"
"""The mark of a field that few need: an editor folds it away, and JSON leaves it out while it has its default."""

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Field:
    """A field of a record: name, rule, default, help written as cause and effect, and whether it is for few."""

    name: str
    rule: Rule
    help: str
    default: Any = MISSING
    advanced: bool = False


def fields_of(record: type[Any]) -> tuple[Field, ...]:
    """The checked fields of a record class, in order: those annotated with a rule and a help text."""
    if record not in _FIELDS:
        _FIELDS[record] = _read_fields(record)
    return _FIELDS[record]


_FIELDS: dict[type[Any], tuple[Field, ...]] = {}


def _read_fields(record: type[Any]) -> tuple[Field, ...]:
    hints = get_type_hints(record, include_extras=True)
    found = []
    for each in fields(record):
        if get_origin(hints[each.name]) is Annotated:
            _, rule, help_text, *marks = get_args(hints[each.name])
            found.append(Field(each.name, rule, help_text, each.default, ADVANCED in marks))
    return tuple(found)


@dataclass(frozen=True)
class Record:
    """Base of the frozen dataclasses whose fields check themselves."""

    def __post_init__(self) -> None:
        for field in fields_of(type(self)):
            checked = field.rule.check(field.name, getattr(self, field.name))
            object.__setattr__(self, field.name, checked)

    def values(self) -> dict[str, Any]:
        """Field names and values, pairs as lists: ready for JSON."""
        plain = {f.name: getattr(self, f.name) for f in fields_of(type(self))}
        return {name: list(v) if isinstance(v, tuple) else v for name, v in plain.items()}

    def set_values(self) -> dict[str, Any]:
        """The same without the advanced fields that have their default: what JSON keeps, so that links stay short."""
        still = {f.name for f in fields_of(type(self)) if f.advanced and getattr(self, f.name) == f.default}
        return {name: value for name, value in self.values().items() if name not in still}

    @classmethod
    def from_values(cls, values: object) -> Self:
        """The record with these values; SpecError names an unknown, missing or bad field."""
        known = {f.name: f for f in fields_of(cls)}
        values = expect_object("", values)
        for name in values:
            if name not in known:
                raise SpecError(path_part(name), f"is no field of {cls.__name__}, which has {', '.join(known)}", values[name])
        for name, field in known.items():
            if field.default is MISSING and name not in values:
                raise SpecError(name, f"is missing in {cls.__name__}", dict(values))
        return cls(**values)


def expect_object(where: str, value: object) -> Mapping[str, Any]:
    """The value, if it is a JSON object."""
    if not isinstance(value, Mapping):
        raise SpecError(where, "must be a JSON object", value)
    return value


def path_part(name: object) -> str:
    """A name that foreign JSON gave, shortened so that it fits in a sentence."""
    return name if isinstance(name, str) and name.isidentifier() and len(name) <= 40 else shown(name)
