"""The table in docs/reliability.md: each program here writes the count and the result of its promises beside them.

What was counted is kept in docs/reliability.json, so that a program that takes hours can be run in pieces: with `--add` a piece is
added to those before it. Each piece draws other random numbers, from how many were tried before it.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "reliability.md"


@dataclass
class Tally:
    """What was tried of one promise: how often, how often each thing happened, how long it took in seconds, and how large it got."""

    tried: int = 0
    happened: dict[str, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    highest: dict[str, float] = field(default_factory=dict)

    def count(self, what: str, often: int = 1) -> None:
        """Also to be called with 0, for what should never happen: the table says that it did not."""
        self.happened[what] = self.happened.get(what, 0) + int(often)

    def add(self, other: Tally) -> None:
        self.tried += other.tried
        self.seconds += other.seconds
        for what, often in other.happened.items():
            self.count(what, often)
        for what, value in other.highest.items():
            self.reached(what, value)

    def reached(self, what: str, value: float) -> None:
        """A figure of which the table says the highest."""
        self.highest[what] = max(value, self.highest.get(what, value))

    def words(self) -> str:
        counted = ", ".join(f"{often:,} {what}" for what, often in self.happened.items())
        sizes = ", ".join(f"{value:.3g}{'' if what.startswith('%') else ' '}{what}" for what, value in self.highest.items())
        return "; ".join(filter(None, [counted, sizes, self._times()]))

    def _times(self) -> str:
        if len(self.seconds) < 2:
            return "".join(f"slowest {_duration(each)}" for each in self.seconds)
        percents = (50, 95, 99) if len(self.seconds) >= 100 else (50, 95)
        shown = [f"p{percent} {_duration(percentile(self.seconds, percent))}" for percent in percents]
        return ", ".join([*shown, f"slowest {_duration(max(self.seconds))}"])


Program = Callable[[Tally, int, random.Random], None]
"""Tries a promise so often, with these random numbers, and counts in the tally."""


def percentile(values: list[float], percent: float) -> float:
    """The value below which this part of the others is."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def _duration(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 0.95 else f"{seconds * 1000:.0f} ms"


def run(program: Program, promise: str, count: int, add: bool = False) -> Tally:
    """Tries a promise `count` times, and writes what was found into its row; with `add`, together with what was found before.

    What was counted before an error ends the program is written too.
    """
    before = _kept().get(promise, {}) if add else {}
    tally, loads = Tally(), [*before.get("loads", ()), round(os.getloadavg()[0], 1)]
    try:
        program(tally, count, random.Random(f"{promise}, {before.get('tried', 0)}"))
    finally:
        loads.append(round(os.getloadavg()[0], 1))
        if tally.tried:
            total = tally_of(before)
            total.add(tally)
            total.seconds = [round(each, 3) for each in total.seconds]
            numbers = {**asdict(total), "loads": loads, "day": time.strftime("%Y-%m-%d")}
            kept = _kept()  # read once more: meanwhile another program may have written what it counted
            kept[promise] = numbers
            _numbers().write_text("{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(kept[name])}" for name in kept) + "\n}\n")
            write(promise, numbers)
    return tally


def tally_of(numbers: Mapping[str, Any]) -> Tally:
    """What was counted, from reliability.json."""
    return Tally(
        **copy.deepcopy({name: numbers[name] for name in ("tried", "happened", "seconds", "highest") if name in numbers})
    )


def _kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_numbers().read_text()) if _numbers().exists() else {}
    return found


def _numbers() -> Path:
    return DOCUMENT.with_suffix(".json")


def write(promise: str, numbers: Mapping[str, Any]) -> None:
    """What was counted into the row that begins with this promise, with the day and the load of the machine at the end."""
    tally = tally_of(numbers)
    lines = DOCUMENT.read_text().splitlines()
    (row,) = [number for number, line in enumerate(lines) if line.startswith(f"| {promise} |")]
    cells = lines[row].strip("|").split("|")
    load = " to ".join(dict.fromkeys(f"{each:.0f}" for each in (min(numbers["loads"]), max(numbers["loads"]))))
    where = f"{numbers['day']}, {os.cpu_count()} cores, load {load}"
    cells[2:4] = [f" {tally.tried:,} ", f" {tally.words()} ({where}) "]
    lines[row] = f"|{'|'.join(cells)}|"
    DOCUMENT.write_text("\n".join(lines) + "\n")
    print(f"{promise}: {tally.tried:,}: {tally.words()} ({where})")


def main(about: str | None, programs: Mapping[str, tuple[str, Program]], usual: int) -> None:
    """The command line of a file of programs: which one, how often, and whether what was found is added to what was found before."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("what", choices=programs)
    parser.add_argument("--count", type=int, default=usual)
    parser.add_argument("--add", action="store_true", help="add this piece to those before it")
    chosen = parser.parse_args()
    promise, program = programs[chosen.what]
    run(program, promise, chosen.count, chosen.add)
