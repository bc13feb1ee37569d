"""argparse, with one sentence for every error."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

Commands = Any
"""What `add_subparsers` returns; argparse has no public name for it."""


class Parser(argparse.ArgumentParser):
    """A parser without abbreviations that prints a sentence, not its usage, for wrong arguments, and exits with 2."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        end = "" if message.endswith(".") else "."
        self.exit(2, f"{self.prog}: {message}{end}\n")


def one_of(names: Iterable[str]) -> Callable[[str], str]:
    """An argument type: one of these names, in upper or lower case."""
    known = {name.lower(): name for name in names}

    def read(text: str) -> str:
        if text.lower() not in known:
            raise argparse.ArgumentTypeError(f"must be one of {', '.join(known.values())}. Received: {text[:40]!r}")
        return known[text.lower()]

    return read


def add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON for scripts instead of text for people")
