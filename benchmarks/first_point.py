"""How soon after a click on Train the first point of its curve is there: `python benchmarks/first_point.py [--rounds N] [--only NAME ...]`.

From `Laboratory.submit` to the state with a point, in an engine that has trained this network before, and what the time goes to: until
the worker begins, until the network is built, until its images are batches, until TensorFlow has compiled it and done the first batches,
and until the point is in this process. Then from a stop to the end of the run, which is asked for at a random moment.
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


def once(laboratory: Laboratory, preset: str, chance: random.Random) -> tuple[float, float, dict[str, float]]:
    """Milliseconds to the first point and of the stop, and those of the parts."""
    experiment = PRESETS[preset].experiment
    if find(experiment.data.dataset) is None:
        experiment = replace(experiment, data=replace(experiment.data, dataset="mnist-mini", train_size=0))
    experiment = replace(experiment, training=replace(experiment.training, epochs=200, early_stopping=0))
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
    chance, missed = random.Random(1), []
    with tempfile.TemporaryDirectory() as home:
        laboratory = Laboratory(Path(home)).start()
        try:
            assert laboratory.wait_ready(300), laboratory.status
            for preset in chosen.only:
                once(laboratory, preset, chance)
                rounds = [once(laboratory, preset, chance) for _ in range(chosen.rounds)]
                show(f"{preset}: first point", [first for first, _, _ in rounds])
                for part in PARTS:
                    print(f"    {part:44} p50 {statistics.median(parts[part] for _, _, parts in rounds):6.0f} ms")
                show(f"{preset}: stop", [stop for _, stop, _ in rounds])
                if statistics.median(first for first, _, _ in rounds) > AIM_FIRST:
                    missed.append(f"{preset} (first point)")
                if max(stop for _, stop, _ in rounds) > AIM_STOP:
                    missed.append(f"{preset} (stop)")
        finally:
            laboratory.close()
    print(f"aims: first point {AIM_FIRST:.0f} ms at p50, stop {AIM_STOP:.0f} ms; missed: {', '.join(missed) or 'none'}")


if __name__ == "__main__":
    main()
