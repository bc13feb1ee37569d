"""How soon after a click on Train the first point of its curve is there: `python benchmarks/first_point.py [--rounds N] [--only NAME ...]`.

From `Laboratory.submit` to the state with a point, and what the time goes to: until the worker begins, until the network is built, until its
images are batches, until TensorFlow has compiled it and done the first batches, and until the point is in this process. Each network is
trained twice in a row, with another seed the second time: "again" goes on with what was compiled; before the first time the worker had
another network. Then from a stop to the end of the run, which is asked for at a random moment.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.latency import show  # noqa: E402  (the path comes first)
from cnn_core.data.load import find  # noqa: E402
from cnn_core.engine import Laboratory  # noqa: E402
from cnn_core.presets import PRESETS  # noqa: E402
from cnn_core.training.state import RunState  # noqa: E402

NETWORKS = ("mlp", "small-cnn", "notebook-5-cnn", "notebook-4", "notebook-1")
AIM_FIRST = AIM_STOP = 500.0
PARTS = {
    "to the worker": ("queued", "started"),
    "building": ("started", "preparing the images"),
    "batches": ("preparing the images", "fitting"),
    "compiling, first batches": ("fitting", "batches"),
}


Took = tuple[float, float, dict[str, float]]


def once(laboratory: Laboratory, preset: str, chance: random.Random) -> Took:
    """Milliseconds to the first point and of the stop, and those of the parts."""
    experiment = PRESETS[preset].experiment
    if find(experiment.data.dataset) is None:
        experiment = replace(experiment, data=replace(experiment.data, dataset="mnist-mini", train_size=0))
    experiment = replace(
        experiment, training=replace(experiment.training, epochs=200, early_stopping=0, seed=chance.randrange(1000))
    )
    began = time.monotonic()
    run = laboratory.submit(experiment, "benchmark")
    state: RunState = laboratory.wait(run, lambda state: state.ended or bool(state.points), 120)
    first = 1000 * (time.monotonic() - began)
    assert state.points, state.reason or state.words
    time.sleep(chance.uniform(0.2, 2.0))
    began = time.monotonic()
    laboratory.stop(run)
    laboratory.wait(run, timeout=60)
    stop = 1000 * (time.monotonic() - began)
    moments: dict[str, float] = {}
    for each in laboratory.folder(run).events():
        moments.setdefault(each["words"] if each["event"] == "phase" else each["event"], each["time"])
    return first, stop, {name: 1000 * (moments[end] - moments[begin]) for name, (begin, end) in PARTS.items()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=10)
    options.add_argument("--only", nargs="+", choices=PRESETS, default=list(NETWORKS))
    chosen = options.parse_args()
    if len(set(chosen.only)) == 1:
        options.error("--only needs two networks at least, so that the worker has another before each")
    chance = random.Random(1)
    took: dict[str, list[Took]] = {}
    with tempfile.TemporaryDirectory() as home:
        laboratory = Laboratory(Path(home)).start()
        try:
            assert laboratory.wait_ready(300), laboratory.status
            for number in range(1 + chosen.rounds):
                for preset in chosen.only:
                    for name in (preset, f"{preset} again"):
                        found = once(laboratory, preset, chance)
                        if number:  # the first time the process loads what it has not needed before
                            took.setdefault(name, []).append(found)
        finally:
            laboratory.close()
    missed = [name for name, rounds in took.items() if report(name, rounds)]
    print(f"aims: first point {AIM_FIRST:.0f} ms at p50, stop {AIM_STOP:.0f} ms; missed: {', '.join(missed) or 'none'}")


def report(name: str, rounds: list[Took]) -> bool:
    """Prints the figures of a network; whether it missed an aim."""
    firsts, stops = ([each[place] for each in rounds] for place in (0, 1))
    show(f"{name}: first point", firsts)
    for part in PARTS:
        print(f"    {part:44} p50 {statistics.median(parts[part] for _, _, parts in rounds):6.0f} ms")
    show(f"{name}: stop", stops)
    return statistics.median(firsts) > AIM_FIRST or max(stops) > AIM_STOP


if __name__ == "__main__":
    main()
