"""How long the process that serves the pages takes to import what it needs, and that TensorFlow is not among it.

`python benchmarks/import_time.py [--rounds N]`: fresh processes in turns, one that imports Streamlit alone and one that imports all
modules that the app and its pages import, inside functions too. The Python interpreter's own start is in neither.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "rules"))

from sources import imports  # noqa: E402  (the path comes first)

TARGET = 2.5
HEAVY = ("tensorflow", "keras", "sklearn", "distributed", "pandas", "plotly", "streamlit")
PROGRAM = """
import importlib, json, sys, time
start = time.perf_counter()
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
took = time.perf_counter() - start
print(json.dumps([took, [name for name in json.loads(sys.argv[2]) if name in sys.modules]]))
"""


def measure(modules: list[str]) -> tuple[float, list[str]]:
    """Seconds to import the modules in a fresh process, and which of the heavy packages came along."""
    command = [sys.executable, "-c", PROGRAM, json.dumps(modules), json.dumps(HEAVY)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, heavy = json.loads(done.stdout.splitlines()[-1])
    return seconds, heavy


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=9)
    rounds = options.parse_args().rounds
    pages = sorted({each.module for each in imports() if each.importer.split(".")[0] in ("app", "pages") and not each.typing})
    measure(["streamlit"]), measure(pages)  # the first ones read the files from the disk
    alone, whole, heavy = [], [], []
    for _ in range(rounds):
        alone.append(measure(["streamlit"])[0])
        seconds, heavy = measure(pages)
        whole.append(seconds)
    print(f"streamlit alone   {statistics.median(alone):.2f} s (least {min(alone):.2f} s), median of {rounds}")
    print(f"all that pages use {statistics.median(whole):.2f} s (least {min(whole):.2f} s), {len(pages)} modules")
    print(f"loaded: {', '.join(heavy)}; TensorFlow is {'AMONG THEM' if 'tensorflow' in heavy else 'not among them'}")
    print(f"target under {TARGET} s: {'kept' if statistics.median(whole) < TARGET else 'missed'}")


if __name__ == "__main__":
    main()
