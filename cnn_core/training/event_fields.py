"""The fields of an event as it was read from a file: SpecError for one that is missing, of another kind or out of range."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from cnn_core.errors import SpecError
from cnn_core.spec.fields import Integer, Real
from cnn_core.training.events import Event

Value = TypeVar("Value")
WHOLE, EPOCH = Integer(0, 10**12), Integer(1, 10**9)
PART = Real(0.0, 1.0)
SECONDS = Real(0.0, 1e11)
OFFSET, DIVISOR = Real(-1e9, 1e9), Real(-1e9, 1e9)


def whole(e: Event, name: str) -> int:
    return WHOLE.check(name, e.get(name))


def epoch(e: Event) -> int:
    """Epochs are counted from 1."""
    return EPOCH.check("epoch", e.get("epoch"))


def seconds(e: Event, name: str) -> float:
    """A duration, or a moment since 1970."""
    return SECONDS.check(name, e.get(name))


def text(e: Event, name: str) -> str:
    value = e.get(name)
    if not isinstance(value, str):
        raise SpecError(name, "must be text", value)
    return value


def figure(e: Event, name: str) -> float:
    """A loss, an accuracy or a rate. A training that has diverged has some that are not finite."""
    return _figure(name, e.get(name))


def part(e: Event, name: str) -> float:
    """An accuracy that was counted."""
    return PART.check(name, e.get(name))


def figure_or_none(e: Event, name: str) -> float | None:
    return None if e.get(name) is None else figure(e, name)


def points(e: Event) -> list[tuple[int, float, float]]:
    """Batches done, loss and accuracy at each point of a message; one that says how far the epoch is (`at`) may have none."""
    if "at" in e and e.get("step") == []:
        return []
    steps = _list("step", e.get("step"), WHOLE.check)
    losses, accuracies = (_list(name, e.get(name), _figure) for name in ("loss", "accuracy"))
    if not len(steps) == len(losses) == len(accuracies):
        raise SpecError("step", "must have an entry for each loss and accuracy", steps)
    return list(zip(steps, losses, accuracies, strict=True))


def rows(e: Event, name: str) -> tuple[int, ...]:
    """Rows of images; none in runs of earlier versions."""
    value = e.get(name)
    return tuple(_list(name, value, WHOLE.check)) if value else ()


def answers(e: Event, name: str) -> tuple[tuple[int, float], ...]:
    """(class, probability) for each image; none in runs of earlier versions."""
    value = e.get(name)
    return tuple(_list(name, value, _answer)) if value else ()


def _answer(where: str, value: object) -> tuple[int, float]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise SpecError(where, "must be [class, probability]", value)
    return WHOLE.check(where, value[0]), PART.check(where, value[1])


def scaling(e: Event, otherwise: tuple[float, float]) -> tuple[float, float]:
    """(offset, divisor) of the pixels; runs of earlier versions do not say it."""
    value = e.get("scaling", otherwise)
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise SpecError("scaling", "must be [offset, divisor]", value)
    offset, divisor = OFFSET.check("scaling[0]", value[0]), DIVISOR.check("scaling[1]", value[1])
    if not divisor:
        raise SpecError("scaling[1]", "must not be 0", divisor)
    return offset, divisor


def _figure(where: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SpecError(where, "must be a number", value)
    try:
        return float(value)
    except OverflowError:
        raise SpecError(where, "must be a number", "one with hundreds of digits") from None


def _list(where: str, value: object, check: Callable[[str, object], Value]) -> list[Value]:
    if not isinstance(value, list | tuple) or not value:
        raise SpecError(where, "must be a list of numbers", value)
    return [check(where, each) for each in value]
