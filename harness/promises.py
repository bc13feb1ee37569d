"""The table in docs/reliability.md: each program here writes the count and the result of its promises beside them."""

from __future__ import annotations

import os
import time
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "reliability.md"


def record(promise: str, count: str, result: str) -> None:
    """Writes what was found into the row that begins with this promise, with the day and the load of the machine at the end."""
    cores, load = os.cpu_count(), os.getloadavg()[0]
    crowded = f", {cores} cores, load {load:.0f}" if cores and load > cores else f", {cores} cores"
    lines = DOCUMENT.read_text().splitlines()
    (row,) = [number for number, line in enumerate(lines) if line.startswith(f"| {promise} |")]
    cells = lines[row].strip("|").split("|")
    cells[2:4] = [f" {count} ", f" {result} ({time.strftime('%Y-%m-%d')}{crowded}) "]
    lines[row] = f"|{'|'.join(cells)}|"
    DOCUMENT.write_text("\n".join(lines) + "\n")
    print(f"{promise}: {count}: {result}")


def percentile(values: list[float], percent: float) -> float:
    """The value below which this part of the others is."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
