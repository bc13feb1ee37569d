"""The columns of a table that tell its runs apart: the settings in which they differ."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from cnn_core.data.catalogue import displayed_name
from cnn_core.runs.differing import LAYERS, Flat, called, differing

MAX_COLUMNS = 8


def setting_columns(settings: Sequence[Flat], left_out: Collection[str] = ()) -> dict[str, list[Any]]:
    """Title of a column -> its cells, of at most 8 settings of `settings_of` that are not left out."""
    names = [name for name in differing(settings) if name not in left_out][:MAX_COLUMNS]
    return {called(name): _column(name, [each.get(name) for each in settings]) for name in names}


def _column(name: str, values: list[Any]) -> list[Any]:
    """Numbers stay numbers, so that they are sorted as such; a mixed column is text."""
    known = [value for value in values if value is not None]
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in known):
        return values
    if name == LAYERS:
        return _from_difference(values)
    return [None if value is None else _text(name, value) for value in values]


def _from_difference(stacks: list[str | None]) -> list[str | None]:
    """The kinds of layers from the first on that is not the same in all: a cell is narrow, and networks mostly begin alike."""
    kinds = [each.split(", ") for each in stacks if each is not None]
    shortest = min(map(len, kinds), default=1)
    alike = next((at for at in range(shortest) if len({each[at] for each in kinds}) > 1), shortest - 1)
    return [each if each is None or not alike else f"… {', '.join(each.split(', ')[alike:])}" for each in stacks]


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return displayed_name(str(value)) if name == "dataset" else str(value)
