"""Whether two trainings are done sooner at once than one after the other: `python benchmarks/at_once.py [--rounds N] [--only NAME ...]`.

One place: a process with all cores trains the network twice. Two places: two processes train it once each, at the same time, each with a
half of the cores, or each with all of them. The figure is the time until both are trained; a process has trained the network before, at the
priority of the engine's trainings. Above 1 two places are quicker. The second process costs the memory that is said at the end.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.contest import DATA, EPOCHS, TRAINED, Program, in_turns  # noqa: E402  (the path comes first)
from cnn_core.cli.text import table  # noqa: E402
from cnn_core.presets import PRESETS  # noqa: E402

NETWORKS = ("mlp", "lenet-5", "small-cnn", "notebook-5-cnn", "notebook-4")
TRAINING = """
import sys
from cnn_core.data.load import load
from cnn_core.data.prepare import prepare
from cnn_core.engine.worker.priority import lower_training
from cnn_core.experiment import Experiment
from cnn_core.keras_backend.train import train
from cnn_core.keras_backend.warm_up import NullSink
from cnn_core.spec.strict_json import read_json
from cnn_core.training.interface import NoControl

experiment = Experiment.from_json(read_json(sys.argv[1]))
data = prepare(load(experiment.data.dataset), experiment.data)
for line in sys.stdin:
    lower_training(main_too=True)
    print(train(experiment, data, NullSink(), NoControl(), file_export=False).seconds, flush=True)
"""


def places(name: str, count: int, threads: int) -> list[Program]:
    """So many processes for this network, each with so many threads."""
    found = PRESETS[name].experiment
    found = replace(found, data=DATA, training=replace(found.training, epochs=EPOCHS, early_stopping=0))
    return [Program(sys.executable, TRAINING, found.to_json(), TF_NUM_INTRAOP_THREADS=str(threads)) for _ in range(count)]


def both(programs: Sequence[Program], trainings: int = 2) -> float:
    """Seconds until so many trainings are done."""
    began = time.perf_counter()
    with ThreadPoolExecutor(len(programs)) as pool:
        list(pool.map(lambda program: [program.train() for _ in range(trainings // len(programs))], programs))
    return time.perf_counter() - began


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--only", nargs="+", choices=PRESETS, default=list(NETWORKS))
    chosen = options.parse_args()
    cores, lines, memory = os.cpu_count() or 1, [], 0
    for name in chosen.only:
        ways = {"one place": (1, cores), "two, half the cores each": (2, max(1, cores // 2)), "two, all cores each": (2, cores)}
        made = {way: places(name, *how) for way, how in ways.items()}
        try:
            seconds = in_turns({way: partial(both, programs) for way, programs in made.items()}, chosen.rounds)
            memory = max(memory, *(psutil.Process(each.pid).memory_info().rss for each in made["two, half the cores each"]))
        finally:
            for each in made.values():
                for program in each:
                    program.close()
        first, *others = seconds.values()
        ratios = [statistics.median(one / two for one, two in zip(first, other, strict=True)) for other in others]
        lines.append(
            [name, *(f"{statistics.median(each):.2f}" for each in seconds.values()), *(f"{each:.2f}" for each in ratios)]
        )
        print(*lines[-1], file=sys.stderr, flush=True)
    print(
        f"Two trainings of {TRAINED:,} images, {EPOCHS} epochs: seconds until both are done, and how much quicker two places are"
    )
    print(table(["network", *ways, "half", "all"], lines))
    print(f"a second place takes {memory / 2**20:.0f} MB")


if __name__ == "__main__":
    main()
