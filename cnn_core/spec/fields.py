"""Checked fields: one annotation feeds the slider, the validation, the JSON and the docs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Annotated, Any, Self, get_args, get_origin, get_type_hints

from cnn_core.errors import SpecError, shown

Shape = tuple[int, ...]
Pair = tuple[int, int]


@dataclass(frozen=True)
class Integer:
    """A whole number from `minimum` to `maximum`; a slider moves in `step`s. Networks from elsewhere may have up to `most`."""

    minimum: int
    maximum: int
    step: int = 1
    most: int = 0

    def check(self, where: str, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise SpecError(where, f"must be a whole number {self.range}", value)
        low, high = self.limits
        if not low <= value <= high:
            raise SpecError(where, f"must lie {self.range}", value)
        return value

    @property
    def limits(self) -> tuple[int, int]:
        """The least and the largest value that is allowed at all."""
        return self.minimum, self.most or self.maximum

    @property
    def range(self) -> str:
        low, high = self.limits
        return f"from {low} to {high}"


@dataclass(frozen=True)
class Real:
    """A finite number from `minimum` to `maximum`. `stops`, if given, are the slider's own positions.

    Networks from elsewhere may have a number from `least` to `most`.
    """

    minimum: float
    maximum: float
    step: float = 0.05
    stops: tuple[float, ...] = ()
    least: float | None = None
    most: float | None = None

    def check(self, where: str, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise SpecError(where, f"must be a number {self.range}", value)
        low, high = self.limits
        if not (low <= value <= high and math.isfinite(value)):
            raise SpecError(where, f"must lie {self.range}", value)
        return float(value)

    @property
    def limits(self) -> tuple[float, float]:
        """The least and the largest value that is allowed at all."""
        return self.minimum if self.least is None else self.least, self.maximum if self.most is None else self.most

    @property
    def range(self) -> str:
        low, high = self.limits
        return f"from {low:g} to {high:g}"


@dataclass(frozen=True)
class Size:
    """A height and a width, each from `minimum` to `maximum`; one number stands for both. Networks from elsewhere may have up to `most`."""

    minimum: int
    maximum: int
    optional: bool = False
    most: int = 0

    def check(self, where: str, value: Any) -> Pair | None:
        if value is None and self.optional:
            return None
        wanted = f"must be one whole number or [height, width], each {self.range}"
        pair = tuple(value) if isinstance(value, list | tuple) else (value, value)
        if len(pair) != 2 or any(isinstance(v, bool) or not isinstance(v, int) for v in pair):
            raise SpecError(where, wanted, value)
        low, high = self.limits
        if not all(low <= v <= high for v in pair):
            raise SpecError(where, wanted, value)
        return (pair[0], pair[1])

    @property
    def limits(self) -> tuple[int, int]:
        """The least and the largest side that is allowed at all."""
        return self.minimum, self.most or self.maximum

    @property
    def range(self) -> str:
        low, high = self.limits
        return f"from {low} to {high}"


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    options: tuple[str, ...]

    def check(self, where: str, value: Any) -> str:
        if not isinstance(value, str) or value not in self.options:
            raise SpecError(where, f"must be one of {self.range}", value)
        return value

    @property
    def range(self) -> str:
        return ", ".join(self.options)


@dataclass(frozen=True)
class Switch:
    """Yes or no."""

    range = "true or false"

    def check(self, where: str, value: Any) -> bool:
        if not isinstance(value, bool):
            raise SpecError(where, f"must be {self.range}", value)
        return value


@dataclass(frozen=True)
class Text:
    """A short line without control characters."""

    maximum: int = 80

    def check(self, where: str, value: Any) -> str:
        if not isinstance(value, str) or not 1 <= len(value) <= self.maximum:
            raise SpecError(where, f"must be {self.range}", value)
        if not value.isprintable():
            raise SpecError(where, "must not contain control characters", value)
        return value

    @property
    def range(self) -> str:
        return f"a text of 1 to {self.maximum} characters"


@dataclass(frozen=True)
class Numbers:
    """Whole numbers from 0 to `maximum`, or pairs of them; at most `most`, in rising order and each first number once."""

    maximum: int
    most: int
    pairs: bool = False

    def check(self, where: str, value: Any) -> tuple[Any, ...]:
        rows = [row if isinstance(row, list | tuple) else (row,) for row in value] if isinstance(value, list | tuple) else []
        width = 2 if self.pairs else 1
        plain = all(len(row) == width and all(type(each) is int and 0 <= each <= self.maximum for each in row) for row in rows)
        if not isinstance(value, list | tuple) or not plain or len(rows) > self.most:
            raise SpecError(where, f"must be {self.range}", value)
        if len({row[0] for row in rows}) < len(rows):
            raise SpecError(where, "must not have a number twice", value)
        return tuple(tuple(row) if self.pairs else row[0] for row in sorted(rows))

    @property
    def range(self) -> str:
        kind = "pairs of whole numbers" if self.pairs else "whole numbers"
        return f"a list of at most {self.most} {kind} from 0 to {self.maximum}"


Rule = Integer | Real | Size | Choice | Switch | Text | Numbers


@dataclass(frozen=True)
class Field:
    """A field of a record: name, rule, default, and help written as cause and effect."""

    name: str
    rule: Rule
    help: str
    default: Any = MISSING


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
            _, rule, help_text = get_args(hints[each.name])
            found.append(Field(each.name, rule, help_text, each.default))
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
