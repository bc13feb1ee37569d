"""The pieces of generated code, and how values are written in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Section:
    """One step: a title, why it is done in a sentence or two, its code, and the import lines that the code needs.

    Nothing that a person typed stands in `title` and `words`; in `code` it stands only as `literal` writes it.
    """

    title: str
    words: str
    code: str
    imports: tuple[str, ...] = ()


@dataclass(frozen=True)
class Code:
    """An argument that stands in the code as it is, made of names of Keras and numbers."""

    text: str


def literal(value: Any) -> str:
    """A value as Python source. Strings are quoted, with everything that could end the string escaped."""
    if isinstance(value, Code):
        return value.text
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple | list):
        inner = ", ".join(map(literal, value))
        return f"[{inner}]" if isinstance(value, list) else f"({inner}{',' if len(value) == 1 else ''})"
    return repr(value)


def call(name: str, *arguments: Any, **named: Any) -> str:
    """A call with these arguments as Python source."""
    return f"{name}({', '.join([*map(literal, arguments), *(f'{key}={literal(value)}' for key, value in named.items())])})"


def lines(*texts: str) -> str:
    """Lines of code; empty texts are left out."""
    return "\n".join(text for text in texts if text)
