"""The rules of checked fields: what a value may be, and how that is said."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from cnn_core.errors import SpecError

Pair = tuple[int, int]


@dataclass(frozen=True)
class Integer:
    """A whole number from `minimum` to `maximum`; a slider moves in `step`s, or from one of its `stops` to the next.

    Networks from elsewhere may have up to `most`.
    """

    minimum: int
    maximum: int
    step: int = 1
    most: int = 0
    stops: tuple[int, ...] = ()

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
