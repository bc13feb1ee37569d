"""How long a list of runs takes, at first and again, beside folding their journals: `python benchmarks/list_runs.py [--runs N]`.

Every run is the one that comes with the laboratory. Processor time of this process; the aim is half a second for 1,000 runs.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cnn_core.runs import PRETRAINED_PATH, RunFolder, list_runs  # noqa: E402  (the path comes first)

AIM = 0.5
FOLDED = 50


def make(root: Path, runs: int) -> None:
    for number in range(runs):
        path = root / f"run-{number}"
        path.mkdir()
        for name in ("run.json", "events.jsonl"):
            shutil.copy(PRETRAINED_PATH / name, path / name)
        if number == 0:
            RunFolder(path).save_result()
        else:
            shutil.copy(root / "run-0" / "result.json", path / "result.json")


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    made = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    made.add_argument("--runs", type=int, default=1000, metavar="N", help="runs to list (default: 1,000)")
    chosen = made.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make(root, chosen.runs)
        first, again = (seconds(lambda: list_runs(root)) for _ in range(2))
        few = [RunFolder(path) for path in list(root.iterdir())[:FOLDED]]
        folded = seconds(lambda: [each.state() for each in few]) * chosen.runs / len(few)
    print(f"{chosen.runs:,} runs listed in {first:.3f} s at first (aim for 1,000: {AIM} s), in {again:.3f} s again")
    print(f"folding their journals would take {folded:.2f} s: {folded / first:.0f} and {folded / again:.0f} times as long")


if __name__ == "__main__":
    main()
