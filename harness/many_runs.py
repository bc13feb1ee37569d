"""Pages of somebody with 2,000 runs: `python harness/many_runs.py evaluate --count 50`."""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psutil

from cnn_core.runs import PRETRAINED_PATH, RunFolder, owner_mark
from harness.promises import Program, Tally, main
from harness.visitor import Visitor
from tests.browser.conftest import start_app, stop_app

RUNS, WARM = 2000, 3
OWNER = "ann-" + "x" * 28


def lay_out(root: Path) -> None:
    """Runs with the files of the network that comes along, a minute between one and the next; what is the same in all is one file."""
    meta = json.loads((PRETRAINED_PATH / "run.json").read_bytes())
    result = RunFolder(PRETRAINED_PATH).result()
    for number in range(RUNS):
        path = root / f"{number:022}"
        path.mkdir(parents=True)
        own = {"owner": owner_mark(OWNER), "created": 1795259717 + 60 * number}
        text = json.dumps({**meta, **own, "id": path.name})
        (path / "run.json").write_text(text)
        sizes = len(text), (PRETRAINED_PATH / "events.jsonl").stat().st_size
        (path / "result.json").write_text(json.dumps({**result.to_json(sizes), **own}))
        first = root / f"{0:022}"
        for file in PRETRAINED_PATH.iterdir():
            if file.name not in ("run.json", "result.json"):
                os.link(first / file.name, path / file.name) if number else (path / file.name).write_bytes(file.read_bytes())


def evaluate(tally: Tally, count: int, chance: random.Random) -> None:
    """The times are what the app computes for a whole page, whatever else the machine does."""
    tally.count("errors", 0)
    with opened() as (visitor, process):
        for number in range(WARM + count):
            before = sum(process.cpu_times()[:2])
            visitor.go("evaluate")
            if number >= WARM:
                tally.seconds.append(sum(process.cpu_times()[:2]) - before)
                tally.tried += 1
        tally.count("errors", len(visitor.seen.errors))
        visitor.close()


@contextmanager
def opened() -> Iterator[tuple[Visitor, psutil.Process]]:
    with tempfile.TemporaryDirectory() as place:
        lay_out(Path(place) / "home" / "runs")
        app = start_app(Path(place))
        try:
            yield Visitor(app.url, owner=OWNER), psutil.Process(app.process.pid)
        finally:
            stop_app(app)


PROGRAMS: dict[str, tuple[str, Program]] = {"evaluate": ("Evaluate with 2,000 runs", evaluate)}

if __name__ == "__main__":
    main(__doc__, PROGRAMS, 50)
